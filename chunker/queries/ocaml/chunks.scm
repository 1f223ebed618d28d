; OCaml. https://ocaml.org/manual/5.2/moduleexamples.html

(comment) @comment

; One chunk for each of let f ... and g ...; "let" belongs to a lone one.
(value_definition (let_binding) @wrapped) @wrapper
(type_definition (type_binding) @wrapped) @wrapper
(module_definition (module_binding) @wrapped) @wrapper
(class_definition (class_binding) @wrapped) @wrapper
(class_type_definition (class_type_binding) @wrapped) @wrapper

(let_binding
  pattern: [
    (value_name) @name
    (parenthesized_operator) @name
    (typed_pattern . (value_name) @name)
    (parenthesized_pattern [(value_name) @name (typed_pattern . (value_name) @name)])
    (tuple_pattern (value_name) @name)
    (tuple_pattern (tuple_pattern (value_name) @name))
    (parenthesized_pattern (tuple_pattern (value_name) @name))
    (parenthesized_pattern (tuple_pattern (tuple_pattern (value_name) @name)))
  ]
  (#not-eq? @name "_")
  (#not-match? @name "^\\([^)]*$")) @definition.constant

(let_binding
  pattern: [(value_name) (parenthesized_operator)] @name
  (parameter)
  body: (_) @body
  (#not-eq? @name "_")
  (#not-match? @name "^\\([^)]*$")) @definition.function

(let_binding
  pattern: [(value_name) (parenthesized_operator)] @name
  body: [(function_expression) (fun_expression)] @body
  (#not-eq? @name "_")
  (#not-match? @name "^\\([^)]*$")) @definition.function

; What an expression binds is local, unless it is a function.
(let_expression) @local

(external [(value_name) (parenthesized_operator)] @name) @definition.function
(value_specification [(value_name) (parenthesized_operator)] @name) @definition.constant
(value_specification [(value_name) (parenthesized_operator)] @name (function_type)) @definition.function

(type_binding name: (type_constructor) @name) @definition.type
(type_binding
  name: (type_constructor) @name
  body: (record_declaration) @body) @definition.struct
(type_binding
  name: (type_constructor) @name
  body: (variant_declaration) @body) @definition.enum

(exception_definition (constructor_declaration . (constructor_name) @name)) @definition.type

(module_binding name: (module_name) @name) @definition.module
(module_binding
  name: (module_name) @name
  body: (_) @body) @definition.module

(module_type_definition
  name: (module_type_name) @name
  body: (_)? @body) @definition.interface

(class_binding
  name: (class_name) @name
  body: (_)? @body) @definition.class
(class_type_binding
  name: (class_type_name) @name
  body: (_)? @body) @definition.interface

(method_definition
  name: (method_name) @name
  body: (_)? @body) @definition.method
(method_specification (method_name) @name) @definition.method
