; Go. https://go.dev/ref/spec#Declarations_and_scope

(package_clause (package_identifier) @module)
(comment) @comment

(function_declaration
  name: (identifier) @name
  body: (block)? @body) @definition.function

(method_declaration
  receiver: (parameter_list (parameter_declaration type: (_) @scope))
  name: (field_identifier) @name
  body: (block)? @body) @definition.method

; One chunk for each type of a group; "type" belongs to a lone one.
(type_declaration [(type_spec) (type_alias)] @wrapped) @wrapper

(type_spec
  name: (type_identifier) @name) @definition.type

(type_alias
  name: (type_identifier) @name) @definition.type

(type_spec
  name: (type_identifier) @name
  type: (struct_type (field_declaration_list) @body)) @definition.struct

(type_spec
  name: (type_identifier) @name
  type: (interface_type "{" @body "}" @body)) @definition.interface

(interface_type
  (method_elem
    name: (field_identifier) @name) @definition.method)

(const_declaration
  (const_spec name: (identifier) @name)) @definition.constant

(var_declaration [
  (var_spec name: (identifier) @name)
  (var_spec_list (var_spec name: (identifier) @name))
]) @definition.variable

; A variable that holds a function is that function.
(var_declaration [
  (var_spec) @wrapped
  (var_spec_list (var_spec) @wrapped)
]) @wrapper

(var_spec
  name: (identifier) @name
  value: (expression_list . (func_literal body: (block) @body) .)) @definition.function

(short_var_declaration
  left: (expression_list . (identifier) @name .)
  right: (expression_list . (func_literal body: (block) @body) .)) @definition.function

; Variables inside other function literals are local ones.
(func_literal) @local
