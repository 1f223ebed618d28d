; Kotlin. https://kotlinlang.org/docs/reference/grammar.html#declarations

(package_header (identifier) @module)
[(line_comment) (multiline_comment)] @comment

; Annotations are modifiers; those in front of "public" are not part of the signature.
(modifiers (annotation) @lead)

(class_declaration
  (type_identifier) @name
  [(class_body) (enum_class_body)]? @body) @definition.class

(class_declaration "interface") @definition.interface
(class_declaration "enum") @definition.enum

; class A : B by c {...}: the grammar takes the body for a lambda that c is called with.
(class_declaration
  (delegation_specifier (explicit_delegation
    (call_expression (call_suffix (annotated_lambda (lambda_literal) @body) .) .) .) .) .) @definition.class

(object_declaration
  (type_identifier) @name
  (class_body)? @body) @definition.class

(companion_object
  (class_body)? @body
  (#set! name "Companion")) @definition.class

(companion_object
  (type_identifier) @name) @definition.class

; The entry is no chunk, what it overrides is.
(enum_entry
  (simple_identifier) @scope
  (class_body) @inside)

(secondary_constructor "constructor" @name) @definition.constructor
(secondary_constructor "{" @body "}" @body) @definition.constructor

(function_declaration
  (simple_identifier) @name
  (function_body)? @body) @definition.function

; A member of an object without a name; its nearest chunk may be a function.
(object_literal (class_body
  (function_declaration
    (simple_identifier) @name
    (function_body)? @body) @definition.method))

; fun String.shout(). A receiver in brackets is a type without a name.
(function_declaration
  [(user_type) (nullable_type) (not_nullable_type)] @scope
  . (simple_identifier) @name) @definition.function

(type_alias
  "typealias"
  . (type_identifier) @name) @definition.type

(property_declaration
  (variable_declaration (simple_identifier) @name)) @definition.variable

(property_declaration
  (multi_variable_declaration (variable_declaration (simple_identifier) @name))) @definition.variable

((property_declaration
  (modifiers (property_modifier) @_const)
  (variable_declaration (simple_identifier) @name)) @definition.constant
  (#eq? @_const "const"))

; The members of a named object are qualified by it, also where it is a local one.
(property_declaration
  (variable_declaration (simple_identifier) @scope)
  (object_literal (class_body) @inside))

; A variable that holds a function is that function.
(property_declaration
  (variable_declaration (simple_identifier) @name)
  [(lambda_literal) @body (anonymous_function (function_body) @body)]) @definition.function

; Accessors on the line of the property are in it, those on lines of their own stand beside it. "private set" is none.
; In front of the name of an extension property stands its receiver.
(property_declaration
  [(user_type) (nullable_type)]? @scope
  (variable_declaration (simple_identifier) @name)
  [(getter (function_body)) (setter (function_body))]) @definition.property

((property_declaration
  [(user_type) (nullable_type)]? @scope
  (variable_declaration (simple_identifier) @name)) @definition.property
  . [(getter (function_body)) (setter (function_body))] @behind
  . [(getter) (setter)]? @behind)

(lambda_literal) @local
(anonymous_function) @local
(anonymous_initializer) @local
(object_literal (class_body) @local)
(getter) @local
(setter) @local

; The grammar knows no "fun interface": at the top it reads as an error and a lambda, in a class as an extension function.
((ERROR
  (user_type (type_identifier) @_interface)
  . (simple_identifier) @name) @definition.interface
  . (lambda_literal)? @behind
  (#eq? @_interface "interface"))

(function_declaration
  (user_type) @_interface
  . (simple_identifier) @name
  (#eq? @_interface "interface")) @definition.interface
