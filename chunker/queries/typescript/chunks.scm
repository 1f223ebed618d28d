; inherits: javascript
; TypeScript. https://www.typescriptlang.org/docs/handbook/declaration-files/by-example.html

(ambient_declaration (_) @wrapped) @wrapper
(expression_statement (internal_module) @wrapped) @wrapper

(abstract_class_declaration
  name: (_) @name
  body: (_) @body) @definition.class

(interface_declaration
  name: (_) @name
  body: (_) @body) @definition.interface

(enum_declaration
  name: (_) @name
  body: (_) @body) @definition.enum

(type_alias_declaration
  name: (_) @name) @definition.type

(type_alias_declaration
  value: (object_type) @body) @definition.type

; Overloads and ambient functions: a chunk for each signature.
(function_signature
  name: (_) @name) @definition.function

; Members without a body. Those of a type that has no name are no chunks.
(class_body
  (method_signature
    name: [
      (property_identifier) @name
      (private_property_identifier) @name
      (computed_property_name) @name
      (number) @name
      (string . (string_fragment) @name .)
      (string (escape_sequence)) @name
    ]) @definition.method)

(class_body
  (abstract_method_signature
    name: [
      (property_identifier) @name
      (private_property_identifier) @name
      (computed_property_name) @name
      (number) @name
      (string . (string_fragment) @name .)
      (string (escape_sequence)) @name
    ]) @definition.method)

(interface_body
  (method_signature
    name: [
      (property_identifier) @name
      (private_property_identifier) @name
      (computed_property_name) @name
      (number) @name
      (string . (string_fragment) @name .)
      (string (escape_sequence)) @name
    ]) @definition.method)

(type_alias_declaration
  value: (object_type
    (method_signature
      name: [
        (property_identifier) @name
        (computed_property_name) @name
        (number) @name
        (string . (string_fragment) @name .)
        (string (escape_sequence)) @name
      ]) @definition.method))

(class_body (method_signature ["get" "set"]) @definition.property)
(class_body (abstract_method_signature ["get" "set"]) @definition.property)
(interface_body (method_signature ["get" "set"]) @definition.property)
(type_alias_declaration (object_type (method_signature ["get" "set"]) @definition.property))

(public_field_definition
  "accessor"
  name: [
    (property_identifier) @name
    (private_property_identifier) @name
    (computed_property_name) @name
    (number) @name
    (string . (string_fragment) @name .)
    (string (escape_sequence)) @name
  ]) @definition.property

(class_body
  (method_signature
    name: (property_identifier) @name) @definition.constructor
  (#eq? @name "constructor"))

; Namespaces.

(internal_module
  name: [
    (identifier) @name
    (nested_identifier object: (_) @scope property: (_) @name)
  ]
  body: (_) @body) @definition.namespace

(module
  name: [
    (identifier) @name
    (nested_identifier object: (_) @scope property: (_) @name)
  ]
  body: (_) @body) @definition.namespace

(module
  name: (string (string_fragment) @name)
  body: (_)? @body) @definition.module

(ambient_declaration
  "global" @name
  (statement_block) @body) @definition.namespace

; What stands before "as" or "satisfies" or behind <T> is what is bound. <T>x goes by its shape, as tsx has no such node.

(variable_declarator
  name: (identifier) @name
  value: (as_expression [
    (arrow_function body: (_) @body) @definition.function
    (function_expression body: (_) @body) @definition.function
    (generator_function body: (_) @body) @definition.function
    (class body: (_) @body) @definition.class
  ] @wrapped)) @wrapper

(variable_declarator
  name: (identifier) @name
  value: (satisfies_expression [
    (arrow_function body: (_) @body) @definition.function
    (function_expression body: (_) @body) @definition.function
    (generator_function body: (_) @body) @definition.function
    (class body: (_) @body) @definition.class
  ] @wrapped)) @wrapper

(variable_declarator
  name: (identifier) @name
  value: (_ (type_arguments) . [
    (arrow_function body: (_) @body) @definition.function
    (function_expression body: (_) @body) @definition.function
    (generator_function body: (_) @body) @definition.function
    (class body: (_) @body) @definition.class
  ] @wrapped)) @wrapper

; ((x) => x) as F
(variable_declarator
  name: (identifier) @name
  value: [
    (as_expression (parenthesized_expression [
      (arrow_function body: (_) @body) @definition.function @wrapped
      (function_expression body: (_) @body) @definition.function @wrapped
    ]))
    (satisfies_expression (parenthesized_expression [
      (arrow_function body: (_) @body) @definition.function @wrapped
      (function_expression body: (_) @body) @definition.function @wrapped
    ]))
  ]) @wrapper

(lexical_declaration
  kind: "let"
  (variable_declarator value: [(as_expression (object) @body) (satisfies_expression (object) @body) (_ (type_arguments) . (object) @body)])) @definition.variable

(lexical_declaration
  kind: "const"
  (variable_declarator value: [(as_expression (object) @body) (satisfies_expression (object) @body) (_ (type_arguments) . (object) @body)])) @definition.constant

; each: variable_declarator pair public_field_definition export_statement
(_
  value: [
    (as_expression (object (pair
      key: [
        (property_identifier) @name
        (computed_property_name) @name
        (number) @name
        (string . (string_fragment) @name .)
        (string (escape_sequence)) @name
      ]
      value: [
        (arrow_function body: (_) @body) @definition.method
        (function_expression body: (_) @body) @definition.method
        (generator_function body: (_) @body) @definition.method
        (class body: (_) @body) @definition.class
      ] @wrapped) @wrapper))
    (satisfies_expression (object (pair
      key: [
        (property_identifier) @name
        (computed_property_name) @name
        (number) @name
        (string . (string_fragment) @name .)
        (string (escape_sequence)) @name
      ]
      value: [
        (arrow_function body: (_) @body) @definition.method
        (function_expression body: (_) @body) @definition.method
        (generator_function body: (_) @body) @definition.method
        (class body: (_) @body) @definition.class
      ] @wrapped) @wrapper))
    (_ (type_arguments) . (object (pair
      key: [
        (property_identifier) @name
        (computed_property_name) @name
        (number) @name
        (string . (string_fragment) @name .)
        (string (escape_sequence)) @name
      ]
      value: [
        (arrow_function body: (_) @body) @definition.method
        (function_expression body: (_) @body) @definition.method
        (generator_function body: (_) @body) @definition.method
        (class body: (_) @body) @definition.class
      ] @wrapped) @wrapper))
  ])

(export_statement
  "default"
  value: [
    (as_expression (object) @body)
    (satisfies_expression (object) @body)
    (_ (type_arguments) . (object) @body)
  ]
  (#set! name "default")) @definition.constant

(export_statement
  "default"
  value: [
    (as_expression)
    (satisfies_expression)
    (non_null_expression)
  ]
  (#set! name "default")) @definition.constant

; export = function () {}
(export_statement
  "="
  [
    (arrow_function body: (_) @body) @definition.function @wrapped
    (function_expression !name body: (_) @body) @definition.function @wrapped
    (generator_function !name body: (_) @body) @definition.function @wrapped
    (class !name body: (_) @body) @definition.class @wrapped
  ]
  (#set! name "default")) @wrapper

(variable_declarator
  name: (identifier) @scope
  value: [(as_expression (object) @inside) (satisfies_expression (object) @inside) (_ (type_arguments) . (object) @inside)])

(pair
  key: [
    (property_identifier) @scope
    (string (string_fragment) @scope)
  ]
  value: [(as_expression (object) @inside) (satisfies_expression (object) @inside) (_ (type_arguments) . (object) @inside)])

(class_body
  (_
    [(property_identifier) (private_property_identifier)] @scope
    value: [(as_expression (object) @inside) (satisfies_expression (object) @inside) (_ (type_arguments) . (object) @inside)]))
