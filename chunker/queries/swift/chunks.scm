; Swift. https://docs.swift.org/swift-book/documentation/the-swift-programming-language/declarations/

; Compiling a pattern that names both the name and the body of a function takes this grammar seconds. So patterns
; here are small and leave out what another one says of the same node, and _ stands for nodes that could be named.

[(comment) (multiline_comment)] @comment
(modifiers (attribute) @lead)

; The kind is for the patterns below to say.
(class_declaration
  name: (type_identifier) @name
  body: (_) @body) @definition.class

(class_declaration declaration_kind: "struct") @definition.struct
(class_declaration declaration_kind: "enum") @definition.enum

; extension A.B<C> is named B.
(class_declaration
  name: (user_type (type_identifier) @name . (type_arguments)? .)
  body: (_) @body) @definition.impl

(class_declaration
  name: (user_type
    . (type_identifier) @scope
    . (type_identifier) @name
    . (type_arguments)? .)) @definition.impl

(protocol_declaration
  name: (type_identifier) @name
  body: (_) @body) @definition.interface

; The types of a function are fields called name, too.
(function_declaration (simple_identifier) @name) @definition.function
(protocol_function_declaration name: (simple_identifier) @name) @definition.function

((function_declaration name: _ @name) @definition.function
  (#match? @name "^[-+*/<>=!&|^~%?.]+$"))

((protocol_function_declaration name: _ @name) @definition.function
  (#match? @name "^[-+*/<>=!&|^~%?.]+$"))

((function_declaration (_) @body .) @definition.function
  (#match? @body "^\\{"))

(init_declaration "init" @name) @definition.constructor

((init_declaration (_) @body .) @definition.constructor
  (#match? @body "^\\{"))

(deinit_declaration
  "deinit" @name
  body: (_) @body) @definition.method

(subscript_declaration
  "subscript" @name
  (computed_property)? @body) @definition.method

(macro_declaration
  "macro" . (simple_identifier) @name) @definition.macro

(typealias_declaration
  name: (type_identifier) @name) @definition.type

(associatedtype_declaration
  name: (type_identifier) @name) @definition.type

(property_declaration
  name: (pattern [
    bound_identifier: (simple_identifier) @name
    (pattern (simple_identifier) @name)
  ])) @definition.variable

(property_declaration
  (value_binding_pattern mutability: "let")) @definition.constant

; A variable that holds a function is that function.
(property_declaration value: (lambda_literal) @body) @definition.function

(property_declaration computed_value: (_) @body) @definition.property
(property_declaration (willset_didset_block) @body) @definition.property

(protocol_property_declaration
  name: (pattern bound_identifier: (simple_identifier) @name)
  (protocol_property_requirements) @body) @definition.property

; Fields are no chunks, nor is what stands in a block of a script.
(class_body) @local
(enum_class_body) @local
(lambda_literal) @local
(if_statement) @local
(guard_statement) @local
(for_statement) @local
(while_statement) @local
(repeat_while_statement) @local
(do_statement) @local
(switch_statement) @local
