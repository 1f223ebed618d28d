; Java. https://docs.oracle.com/javase/specs/jls/se22/html/jls-19.html

(package_declaration [(identifier) (scoped_identifier)] @module)
[(line_comment) (block_comment)] @comment

; Annotations are modifiers; those in front of "public" are not part of the signature.
(modifiers [(marker_annotation) (annotation)] @lead)
(module_declaration [(marker_annotation) (annotation)] @lead)

(module_declaration
  name: (_) @name
  body: (_) @body) @definition.module

(class_declaration
  name: (identifier) @name
  body: (_) @body) @definition.class

(record_declaration
  name: (identifier) @name
  body: (_) @body) @definition.class

(enum_declaration
  name: (identifier) @name
  body: (_) @body) @definition.enum

(interface_declaration
  name: (identifier) @name
  body: (_) @body) @definition.interface

(annotation_type_declaration
  name: (identifier) @name
  body: (_) @body) @definition.interface

(constructor_declaration
  name: (identifier) @name
  body: (_) @body) @definition.constructor

(compact_constructor_declaration
  name: (identifier) @name
  body: (_) @body) @definition.constructor

; Always a method, also that of an anonymous class, whose nearest chunk may be a method.
(method_declaration
  name: (identifier) @name
  body: (_)? @body) @definition.method

(annotation_type_element_declaration
  name: (identifier) @name) @definition.method

; What stands outside all classes belongs to an implicitly declared one (JLS 8.1.8).
(program (method_declaration
  name: (identifier) @name
  body: (_)? @body) @definition.function)

(program (local_variable_declaration
  declarator: (variable_declarator name: (identifier) @name)) @definition.variable)

; A lambda bound to a name is a function; another field or variable is none.
(variable_declarator
  name: (identifier) @name
  value: (lambda_expression body: (_) @body)) @definition.function

[
  (field_declaration declarator: (variable_declarator) @wrapped)
  (constant_declaration declarator: (variable_declarator) @wrapped)
  (local_variable_declaration declarator: (variable_declarator) @wrapped)
] @wrapper
