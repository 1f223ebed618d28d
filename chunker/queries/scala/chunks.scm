; Scala. https://docs.scala-lang.org/scala3/reference/syntax.html

(package_clause name: (package_identifier) @module)
[(comment) (block_comment)] @comment

(class_definition (annotation) @lead)
(trait_definition (annotation) @lead)
(object_definition (annotation) @lead)
(enum_definition (annotation) @lead)
(function_definition (annotation) @lead)
(function_declaration (annotation) @lead)
(val_definition (annotation) @lead)
(var_definition (annotation) @lead)
(given_definition (annotation) @lead)

(package_clause
  name: (package_identifier) @name
  body: (template_body) @body) @definition.namespace

(class_definition
  name: (_) @name
  body: (template_body)? @body) @definition.class

(trait_definition
  name: (_) @name
  body: (template_body)? @body) @definition.trait

(object_definition
  name: (_) @name
  body: (template_body)? @body) @definition.module

(package_object
  name: (_) @name
  body: (template_body)? @body) @definition.module

(enum_definition
  name: (_) @name
  body: (enum_body)? @body) @definition.enum

; given Ord[Int] with ... is named by its type.
(given_definition
  return_type: [(type_identifier) @name (stable_type_identifier (type_identifier) @name .) (generic_type type: (_) @name)]
  body: (_)? @body) @definition.impl

(given_definition
  name: (_) @name
  body: (_)? @body) @definition.impl

; extension (s: String) ... is named by the type of s; a (using ...) behind it says nothing.
(extension_definition
  . (type_parameters)?
  . parameters: (parameters . (parameter
    type: [(type_identifier) @name (stable_type_identifier (type_identifier) @name .) (generic_type type: (_) @name)]))
  body: (_)+ @body) @definition.impl

(function_definition
  name: (_) @name
  body: (_)? @body) @definition.function

(function_declaration
  name: (_) @name) @definition.function

(function_definition
  name: (identifier) @name
  (#eq? @name "this")) @definition.constructor

(type_definition
  name: (_) @name) @definition.type

(val_definition
  pattern: [
    (identifier) @name
    (identifiers (identifier) @name)
    (tuple_pattern (identifier) @name)
  ]) @definition.variable

(var_definition
  pattern: [
    (identifier) @name
    (identifiers (identifier) @name)
    (tuple_pattern (identifier) @name)
  ]) @definition.variable

; final val and inline val
((val_definition
  (modifiers) @_modifiers
  pattern: (identifier) @name) @definition.constant
  (#match? @_modifiers "\\b(final|inline)\\b"))

; A variable that holds a function is that function.
(val_definition
  pattern: (identifier) @name
  value: [
    (lambda_expression) @body
    (case_block) @body
    (block . (lambda_expression) .) @body
  ]) @definition.function

; The members of a named object are qualified by it, also where it is a local one.
(val_definition
  pattern: (identifier) @scope
  value: (instance_expression (template_body) @inside))

; A member of an object without a name; its nearest chunk may be a function.
(instance_expression (template_body (function_definition name: (_) @name) @definition.method))

; Fields are no chunks; those of a package object stand for a package's variables.
(class_definition body: (_) @local)
(trait_definition body: (_) @local)
(object_definition body: (_) @local)
(enum_definition body: (_) @local)
(given_definition body: (_) @local)
(instance_expression (template_body) @local)
(block) @local
(indented_block) @local
(case_block) @local
(lambda_expression) @local
