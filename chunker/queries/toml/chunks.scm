; TOML. https://toml.io/en/v1.0.0

(comment) @comment

; The grammar counts what stands above the next header as part of a table, so a table is put together: from its bracket
; to its last key. [tool.x.y] is y in tool.x.
(table
  . "[" @definition.table
  . [(bare_key) (quoted_key)] @name
  . "]" @behind
  [(pair) (ERROR)]? @behind)

(table
  . "[" @definition.table
  . (dotted_key (_) @scope (_) @name .)
  . "]" @behind
  [(pair) (ERROR)]? @behind)

(table_array_element
  . "[[" @definition.table
  . [(bare_key) (quoted_key)] @name
  . "]]" @behind
  [(pair) (ERROR)]? @behind)

(table_array_element
  . "[[" @definition.table
  . (dotted_key (_) @scope (_) @name .)
  . "]]" @behind
  [(pair) (ERROR)]? @behind)

; The keys above the first table.
(document (pair . [(bare_key) (quoted_key)] @name) @definition.property)
(document (pair . (dotted_key (_) @scope (_) @name .)) @definition.property)
