; SQL. https://www.postgresql.org/docs/current/sql-commands.html

; Names stand as they are written, quotes and all: the grammar has no node between them.

[(comment) (marginalia)] @comment

(create_table
  . (keyword_create)
  (object_reference
    schema: (identifier)? @scope
    name: (identifier) @name)
  (column_definitions)? @body) @definition.table

(create_view
  (object_reference
    schema: (identifier)? @scope
    name: (identifier) @name)
  (create_query)? @body) @definition.table

(create_materialized_view
  (object_reference
    schema: (identifier)? @scope
    name: (identifier) @name)
  (create_query)? @body) @definition.table

(create_function
  . (keyword_create)
  (keyword_function)
  . (object_reference
    schema: (identifier)? @scope
    name: (identifier) @name)
  (function_body)? @body) @definition.function

; The table of a trigger or an index is no part of its name.
(create_trigger
  [(keyword_trigger) (keyword_exists)]
  . (object_reference
    schema: (identifier)? @scope
    name: (identifier) @name)) @definition.function

(create_index
  column: (identifier) @name
  . (keyword_on)) @definition.property

; CREATE ACCESS METHOD x TYPE INDEX is no type.
(create_type
  (keyword_type)
  . (object_reference
    schema: (identifier)? @scope
    name: (identifier) @name)
  (column_definitions)? @body
  (#not-any-of? @name "INDEX" "TABLE")) @definition.type

(create_sequence
  (object_reference
    schema: (identifier)? @scope
    name: (identifier) @name)) @definition.variable

(create_type
  (keyword_type)
  . (object_reference
    schema: (identifier)? @scope
    name: (identifier) @name)
  (enum_elements) @body) @definition.enum

(create_schema [(keyword_schema) (keyword_exists)] . (identifier) @name) @definition.namespace
(create_database [(keyword_database) (keyword_exists)] . (identifier) @name) @definition.namespace
(create_extension [(keyword_extension) (keyword_exists)] . (identifier) @name) @definition.resource
(create_role . (keyword_create) . (_) . (identifier) @name) @definition.resource

; The grammar does not know OUT parameters: such a function is an error, often one with what follows it. Its head is
; found by its words, and its tail as far as those of a declaration go.
(ERROR
  (keyword_create) @definition.function
  . (keyword_or)?
  . (keyword_replace)?
  . (keyword_function)
  . (object_reference
    schema: (identifier)? @scope
    name: (identifier) @name) @behind
  . (function_arguments)? @behind
  . [(ERROR) (literal) (function_body) (function_language) (keyword_as) (keyword_returns) (keyword_setof) (keyword_language)
    (keyword_strict) (keyword_immutable) (keyword_stable) (keyword_volatile) (keyword_parallel) (keyword_safe)]* @behind)

; So are views and triggers in the dialects of others.
(ERROR
  (keyword_create) @definition.table
  . (keyword_or)?
  . (keyword_replace)?
  . (keyword_view)
  . (object_reference
    schema: (identifier)? @scope
    name: (identifier) @name) @behind
  . [(keyword_as) (create_query) (select) (from)]* @behind)

(ERROR
  (keyword_create) @definition.function
  . (keyword_trigger)
  . [(keyword_if) (keyword_not) (keyword_exists)]*
  . (object_reference
    schema: (identifier)? @scope
    name: (identifier) @name) @behind)
