; PHP. https://www.php.net/manual/en/langref.php

(comment) @comment
(attribute_list) @lead

(namespace_definition name: (namespace_name) @module)

; Only with braces does a namespace hold anything; without them it is a line.
(namespace_definition
  name: (namespace_name (name)* @scope . (name) @name .)
  body: (compound_statement) @body) @definition.namespace

(class_declaration
  name: (name) @name
  body: (declaration_list) @body) @definition.class

(interface_declaration
  name: (name) @name
  body: (declaration_list) @body) @definition.interface

(trait_declaration
  name: (name) @name
  body: (declaration_list) @body) @definition.trait

(enum_declaration
  name: (name) @name
  body: (enum_declaration_list) @body) @definition.enum

; An anonymous class has no name of its own; its methods are methods all the same.
(return_statement
  (object_creation_expression (declaration_list) @body)) @definition.class

(argument
  (object_creation_expression (declaration_list) @body) @definition.class)

(function_definition
  name: (name) @name
  body: (compound_statement) @body) @definition.function

(method_declaration
  name: (name) @name
  body: (compound_statement)? @body) @definition.method

(method_declaration
  name: (name) @name
  (#match? @name "^(?i:__construct)$")) @definition.constructor

(const_declaration (const_element . (name) @name)) @definition.constant

; A constant of an enum: the parser sees a case (enums.go), the text says const.
((enum_case name: (name) @name) @definition.constant @_text
  (#match? @_text "^(?:#\\[[^\\]]*\\]\\s*)*(?i:final|public|protected|private|const)\\s"))

; define('NS\NAME', 1)
(expression_statement
  (function_call_expression
    function: [(name) (qualified_name)] @_define
    arguments: (arguments . (argument [
      (string (string_content) @name)
      (encapsed_string . (string_content) @name .)
    ])))
  (#match? @_define "^\\\\?(?i:define)$")
  (#strip! @name ".*\\\\")) @definition.constant

; Variables of the file: $x = 1, $x = $y = 1, [$x, [$y]] = f(). Those of conditions and loops are its working.
(program
  (expression_statement [
    (assignment_expression left: (variable_name (name) @name))
    (assignment_expression left: (list_literal [
      (variable_name (name) @name)
      (list_literal (variable_name (name) @name))
    ]))
    (assignment_expression right: (assignment_expression left: (variable_name (name) @name)))
    (reference_assignment_expression left: (variable_name (name) @name))
  ]) @definition.variable)

(namespace_definition
  body: (compound_statement
    (expression_statement
      (assignment_expression left: (variable_name (name) @name))) @definition.variable))

; $f = function () {}, $f = fn() => 1
(expression_statement
  (assignment_expression
    left: (variable_name (name) @name)
    right: [
      (anonymous_function_creation_expression body: (_) @body)
      (arrow_function body: (_) @body)
    ])) @definition.function

; $x = new class {}
(expression_statement
  (assignment_expression
    left: (variable_name (name) @name)
    right: (object_creation_expression (declaration_list) @body))) @definition.class
