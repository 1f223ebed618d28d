; Lua. https://www.lua.org/manual/5.4/manual.html#3.4.11

(comment) @comment

(function_declaration
  name: [
    (identifier) @name
    (dot_index_expression table: (_) @scope field: (identifier) @name)
  ]
  body: (block)? @body) @definition.function

; function M.x:y() has a self.
(function_declaration
  name: (method_index_expression table: (_) @scope method: (identifier) @name)
  body: (block)? @body) @definition.method

; local x
(variable_declaration
  (variable_list name: (identifier) @name)) @definition.variable

; M.x = 1 is a field of M.
(assignment_statement
  (variable_list name: (identifier) @name)) @definition.variable

; local x <const> = 1
(assignment_statement
  (variable_list attribute: (attribute (identifier) @_const))
  (#eq? @_const "const")) @definition.constant

; A variable that holds a function is that function.
(assignment_statement
  (variable_list . name: [
    (identifier) @name
    (dot_index_expression table: (_) @scope field: (identifier) @name)
    (bracket_index_expression table: (_) @scope field: (string content: (string_content) @name))
  ] .)
  (expression_list . value: (function_definition body: (block)? @body) .)) @definition.function

(variable_declaration (assignment_statement) @wrapped) @wrapper

; {f = function() end, ["g"] = function() end}
(field
  name: [(identifier) @name (string content: (string_content) @name)]
  value: (function_definition body: (block)? @body)) @definition.function

; The functions of a named table are qualified by it.
(assignment_statement
  (variable_list . name: (_) @scope .)
  (expression_list . value: (table_constructor) @inside .))

(field
  name: [(identifier) @scope (string content: (string_content) @scope)]
  value: (table_constructor) @inside)

(function_definition) @local
(for_statement) @local
(while_statement) @local
(repeat_statement) @local
(do_statement) @local
