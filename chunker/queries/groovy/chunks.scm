; Groovy. https://groovy-lang.org/syntax.html

(groovy_package (qualified_name) @module)
[(comment) (groovy_doc)] @comment
(annotation) @lead

(class_definition
  name: (identifier) @name
  body: (closure) @body) @definition.class

(class_definition "interface") @definition.interface

(declaration
  name: (identifier) @name
  (#match? @name ".")) @definition.variable

((declaration
  (modifier) @_final
  name: (identifier) @name) @definition.constant
  (#eq? @_final "final"))

(declaration
  name: (identifier) @name
  value: (closure) @body) @definition.function

; The grammar knows no enum and no trait: a declaration with a closure behind it.
((declaration
  type: (identifier) @_enum
  name: (identifier) @name) @definition.enum
  . (closure) @behind
  (#eq? @_enum "enum"))

((declaration
  type: (identifier) @_trait
  name: (identifier) @name) @definition.trait
  . (closure) @behind
  (#eq? @_trait "trait"))

(function_definition
  function: [(identifier) @name (string (string_content) @name)]
  body: (closure) @body) @definition.function

(function_declaration
  function: (identifier) @name) @definition.function

; def "adds two numbers"() {...}: a declaration without a name, a call and a closure.
((declaration) @behind
  . (function_call function: (string (string_content) @name)) @definition.function
  . (closure) @behind)

; A constructor: a call and a closure in the body of a class.
(class_definition body: (closure
  (function_call function: (identifier) @name) @definition.constructor
  . (closure) @behind
  (#match? @name "^\\p{Lu}")))

; Fields are no chunks; what a closure declares is local.
(closure) @local

; A comment like /** x */ and much else make an error of the whole file. The heads of what it declares are still there.
(ERROR ["class" "interface"] @behind . (identifier) @name @definition.class)
(ERROR (identifier) @name @definition.function . (parameter_list) @behind)
