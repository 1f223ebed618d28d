; YAML. https://yaml.org/spec/1.2.2/

(comment) @comment

; The grammar counts the comment above a key as part of the last thing in the value before. So a pair is put together:
; from its key to the last leaf of its value, level by level; below the last level all counts.
(document (block_node (block_mapping
  (block_mapping_pair
    key: (flow_node [(plain_scalar) (single_quote_scalar) (double_quote_scalar) (alias)] @name) @definition.property
    [(flow_node) @behind (block_node (block_scalar) @behind) ":" @behind "-" @behind (block_node (_ (_
      [(flow_node) @behind (block_node (block_scalar) @behind) ":" @behind "-" @behind (block_node (_ (_
        [(flow_node) @behind (block_node (block_scalar) @behind) ":" @behind "-" @behind (block_node (_ (_
          [(flow_node) @behind (block_node (block_scalar) @behind) ":" @behind "-" @behind (block_node (_ (_
            [(flow_node) @behind (block_node (block_scalar) @behind) ":" @behind "-" @behind (block_node (_ (_
              [(flow_node) @behind (block_node (block_scalar) @behind) ":" @behind "-" @behind (block_node (_ (_
                (_) @behind)))])))])))])))])))])))]))))

; JSON is YAML, too.
(document (flow_node (flow_mapping
  (flow_pair key: (flow_node (_) @name)) @definition.property)))

; Of a file in error the pairs that are whole.
(ERROR
  (block_mapping_pair
    key: (flow_node [(plain_scalar) (single_quote_scalar) (double_quote_scalar) (alias)] @name)) @definition.property)

(block_mapping_pair . "?" @lead)
