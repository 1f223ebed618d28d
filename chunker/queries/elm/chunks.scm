; Elm. https://guide.elm-lang.org/core_language

(module_declaration name: (upper_case_qid) @module)
[(line_comment) (block_comment)] @comment

; The type above a function belongs to it.
(type_annotation) @lead

(type_declaration name: (upper_case_identifier) @name) @definition.type
(type_alias_declaration name: (upper_case_identifier) @name) @definition.type

(port_annotation name: (lower_case_identifier) @name) @definition.function

(infix_declaration operator: (operator_identifier) @name) @definition.function

(value_declaration
  functionDeclarationLeft: (function_declaration_left . (lower_case_identifier) @name .)
  body: (_) @body) @definition.constant

(value_declaration
  functionDeclarationLeft: (function_declaration_left . (lower_case_identifier) @name pattern: (_))
  body: (_) @body) @definition.function

(value_declaration
  functionDeclarationLeft: (function_declaration_left . (lower_case_identifier) @name)
  body: (anonymous_function_expr) @body) @definition.function

; What a let inside of a constant binds is local, too.
(let_in_expr) @local
