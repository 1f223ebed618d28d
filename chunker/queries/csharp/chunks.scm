; C#. https://learn.microsoft.com/en-us/dotnet/csharp/language-reference/language-specification/

[
  (namespace_declaration name: (_) @module)
  (file_scoped_namespace_declaration name: (_) @module)
]
(comment) @comment
(attribute_list) @lead

(namespace_declaration
  name: (_) @name
  body: (_) @body) @definition.namespace

(class_declaration
  name: (identifier) @name
  body: (_)? @body) @definition.class

(struct_declaration
  name: (identifier) @name
  body: (_)? @body) @definition.struct

(record_declaration
  name: (identifier) @name
  body: (_)? @body) @definition.class

(record_declaration
  "struct"
  name: (identifier) @name
  body: (_)? @body) @definition.struct

(interface_declaration
  name: (identifier) @name
  body: (_)? @body) @definition.interface

(enum_declaration
  name: (identifier) @name
  body: (_)? @body) @definition.enum

(delegate_declaration
  name: (identifier) @name) @definition.type

(constructor_declaration
  name: (identifier) @name
  body: (_)? @body) @definition.constructor

(destructor_declaration
  "~" @prefix
  name: (identifier) @name
  body: (_)? @body) @definition.method

(method_declaration
  name: (identifier) @name
  body: (_)? @body) @definition.method

(local_function_statement
  name: (identifier) @name
  body: (_)? @body) @definition.function

; A local function is a statement also where it stands outside all classes.
(global_statement (local_function_statement) @wrapped) @wrapper

(operator_declaration
  "operator" @prefix
  operator: _ @name
  body: (_)? @body) @definition.method

(conversion_operator_declaration
  ["implicit" "explicit"] @prefix
  type: (_) @name
  body: (_)? @body) @definition.method

; The interface stands between "explicit" and "operator" and is no part of the name.
(conversion_operator_declaration
  (explicit_interface_specifier)
  "operator" @prefix
  type: (_) @name
  body: (_)? @body) @definition.method

(indexer_declaration
  "this" @name
  accessors: (_)? @body) @definition.property

(indexer_declaration
  "this" @name
  value: (arrow_expression_clause) @body) @definition.property

(property_declaration
  name: (identifier) @name
  accessors: (_)? @body) @definition.property

; Not the value of an auto-property, which is no body.
(property_declaration
  name: (identifier) @name
  value: (arrow_expression_clause) @body) @definition.property

(event_declaration
  name: (identifier) @name
  accessors: (_)? @body) @definition.property

(event_field_declaration
  (variable_declaration
    (variable_declarator name: (identifier) @name))) @definition.property

; A function bound to a name is a function; another field or variable is none. What an
; event starts with is no definition, but its first handler.
(field_declaration
  (variable_declaration
    (variable_declarator
      name: (identifier) @name
      [
        (lambda_expression body: (_) @body)
        (anonymous_method_expression (block) @body)
      ]) @definition.function))

(local_declaration_statement
  (variable_declaration
    (variable_declarator
      name: (identifier) @name
      [
        (lambda_expression body: (_) @body)
        (anonymous_method_expression (block) @body)
      ]) @definition.function))

(variable_declaration (variable_declarator) @wrapped) @wrapper

[
  (field_declaration (variable_declaration) @wrapped)
  (local_declaration_statement (variable_declaration) @wrapped)
  (global_statement (local_declaration_statement) @wrapped)
] @wrapper
