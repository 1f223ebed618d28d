// What the shim shares with Go. See shim.c for why it exists.
#ifndef CHUNKER_SHIM_H
#define CHUNKER_SHIM_H

#include <stdbool.h>
#include <stdint.h>

typedef struct {
  uint32_t start, end; // UTF-8 byte offsets
  uint32_t match;      // ordinal of the match, counted from 0
  uint16_t pattern, capture;
  bool has_error;
} shim_capture;

typedef struct {
  uint32_t start, end;
  bool has_error;
} shim_node;

typedef enum { SHIM_OK, SHIM_TIMEOUT, SHIM_NO_MEMORY } shim_status;

typedef struct {
  shim_capture *captures;
  shim_node *children; // the named children of the root
  uint32_t capture_count, child_count;
  bool root_is_error;  // nothing of the file could be told as a whole
  shim_status status;
} shim_result;

typedef struct shim_parser shim_parser;

shim_parser *shim_parser_new(void);
void shim_parser_free(shim_parser *);

// Parses source, runs query over the tree and gathers every capture. The tree is gone when
// it returns; the result is the caller's, to be given to shim_result_free. The budget is
// microseconds of this thread's CPU time. roots, if not null, is a set of symbols, one bit for
// each of the 65,536: the query is run only on nodes of these symbols, and only for patterns that
// begin there.
shim_result shim_chunk(shim_parser *, const void *language, const void *query, const char *source,
                       uint32_t length, uint64_t budget_micros, const uint64_t *roots);
void shim_trim(void);
bool shim_is_rooted(const void *query, uint32_t pattern);
void shim_result_free(shim_result);

#endif
