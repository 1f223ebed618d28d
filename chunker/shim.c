// One call from Go for one file: parse, query, gather.
//
// Going through the Go binding costs a cgo call and a map entry for each node that is
// touched, about as much again as the parse itself (shared/design/stack.md: 1.47 times the
// CPU of a bare parse for a tags-like query). The runtime is the one that
// github.com/smacker/go-tree-sitter links in; only its prototypes are repeated here, because cgo
// can't include a header of another module. They are part of tree-sitter's stable C API
// (ABI 14, lib/include/tree_sitter/api.h).
#include "shim.h"

#include <stdlib.h>
#include <time.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif

typedef struct TSParser TSParser;
typedef struct TSTree TSTree;
typedef struct TSQuery TSQuery;
typedef struct TSQueryCursor TSQueryCursor;
typedef struct TSLanguage TSLanguage;
typedef struct { uint32_t context[4]; const void *id; const TSTree *tree; } TSNode;
typedef struct { const void *tree, *id; uint32_t context[3]; } TSTreeCursor;
typedef struct { TSNode node; uint32_t index; } TSQueryCapture;
typedef struct { uint32_t id; uint16_t pattern_index, capture_count; const TSQueryCapture *captures; } TSQueryMatch;

TSParser *ts_parser_new(void);
void ts_parser_delete(TSParser *);
bool ts_parser_set_language(TSParser *, const TSLanguage *);
void ts_parser_set_timeout_micros(TSParser *, uint64_t);
TSTree *ts_parser_parse_string(TSParser *, const TSTree *, const char *, uint32_t);
void ts_parser_reset(TSParser *);
void ts_tree_delete(TSTree *);
TSNode ts_tree_root_node(const TSTree *);
bool ts_node_has_error(TSNode);
bool ts_node_is_named(TSNode);
bool ts_node_is_error(TSNode);
uint16_t ts_node_symbol(TSNode);
uint32_t ts_node_start_byte(TSNode);
uint32_t ts_node_end_byte(TSNode);
TSTreeCursor ts_tree_cursor_new(TSNode);
void ts_tree_cursor_delete(TSTreeCursor *);
TSNode ts_tree_cursor_current_node(const TSTreeCursor *);
bool ts_tree_cursor_goto_first_child(TSTreeCursor *);
bool ts_tree_cursor_goto_next_sibling(TSTreeCursor *);
bool ts_tree_cursor_goto_parent(TSTreeCursor *);
bool ts_query_is_pattern_rooted(const TSQuery *, uint32_t);
TSQueryCursor *ts_query_cursor_new(void);
void ts_query_cursor_delete(TSQueryCursor *);
void ts_query_cursor_set_match_limit(TSQueryCursor *, uint32_t);
void ts_query_cursor_set_max_start_depth(TSQueryCursor *, uint32_t);
void ts_query_cursor_exec(TSQueryCursor *, const TSQuery *, TSNode);
bool ts_query_cursor_next_match(TSQueryCursor *, TSQueryMatch *);

struct shim_parser {
  TSParser *parser;
  TSQueryCursor *cursor;
};

// Matches that are under way at once. It bounds the cursor's memory on trees that nest
// without end; no real file that was measured comes near it.
enum { MATCH_LIMIT = 1 << 16, CHECK_CLOCK_EVERY = 1 << 10 };

shim_parser *shim_parser_new(void) {
  shim_parser *p = malloc(sizeof *p);
  if (!p) abort();
  p->parser = ts_parser_new();
  p->cursor = ts_query_cursor_new();
  ts_query_cursor_set_match_limit(p->cursor, MATCH_LIMIT);
  return p;
}

void shim_parser_free(shim_parser *p) {
  ts_query_cursor_delete(p->cursor);
  ts_parser_delete(p->parser);
  free(p);
}

// CPU time of this thread. Budgets are counted in it, not in wall time, so that a busy
// machine gives a file the same chunks as a quiet one.
static uint64_t cpu_micros(void) {
  struct timespec t;
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
  return (uint64_t)t.tv_sec * 1000000 + (uint64_t)t.tv_nsec / 1000;
}

// Parses until done or until the deadline; NULL then. The runtime's own limit is in wall time:
// when it strikes too early, the same parse is resumed.
static TSTree *parse(TSParser *p, const char *source, uint32_t length, uint64_t deadline) {
  for (uint64_t now = cpu_micros(); now < deadline; now = cpu_micros()) {
    ts_parser_set_timeout_micros(p, deadline - now);
    TSTree *tree = ts_parser_parse_string(p, NULL, source, length);
    if (tree) return tree;
  }
  // Without it the parser would go on with this file when it is given the next one.
  ts_parser_reset(p);
  return NULL;
}

// Room for one more element; false when there is no memory for it.
static bool reserve(void **items, uint32_t count, uint32_t *capacity, size_t size) {
  if (count < *capacity) return true;
  uint32_t wanted = *capacity ? *capacity * 2 : 256;
  void *grown = realloc(*items, (size_t)wanted * size);
  if (!grown) return false;
  *items = grown;
  *capacity = wanted;
  return true;
}

static shim_status gather_children(TSNode root, shim_result *r) {
  uint32_t capacity = 0;
  shim_status status = SHIM_OK;
  TSTreeCursor c = ts_tree_cursor_new(root);
  for (bool more = ts_tree_cursor_goto_first_child(&c); more; more = ts_tree_cursor_goto_next_sibling(&c)) {
    TSNode n = ts_tree_cursor_current_node(&c);
    if (!ts_node_is_named(n)) continue;
    if (!reserve((void **)&r->children, r->child_count, &capacity, sizeof *r->children)) {
      status = SHIM_NO_MEMORY;
      break;
    }
    r->children[r->child_count++] =
        (shim_node){ts_node_start_byte(n), ts_node_end_byte(n), ts_node_has_error(n)};
  }
  ts_tree_cursor_delete(&c);
  return status;
}

// What gathering the captures of one file needs and has got.
typedef struct {
  shim_parser *parser;
  const TSQuery *query;
  uint64_t deadline;
  shim_result *result;
  uint32_t capacity, matches, steps;
} gathering;

static bool out_of_time(gathering *g) {
  return ++g->steps % CHECK_CLOCK_EVERY == 0 && cpu_micros() > g->deadline;
}

// Gathers the captures of all matches that the query has in a node.
static shim_status gather_matches(gathering *g, TSNode node) {
  TSQueryMatch match;
  shim_result *r = g->result;
  for (ts_query_cursor_exec(g->parser->cursor, g->query, node);
       ts_query_cursor_next_match(g->parser->cursor, &match); g->matches++) {
    if (out_of_time(g)) return SHIM_TIMEOUT;
    for (uint16_t i = 0; i < match.capture_count; i++) {
      if (!reserve((void **)&r->captures, r->capture_count, &g->capacity, sizeof *r->captures)) return SHIM_NO_MEMORY;
      TSNode n = match.captures[i].node;
      r->captures[r->capture_count++] =
          (shim_capture){ts_node_start_byte(n),       ts_node_end_byte(n), g->matches, match.pattern_index,
                         (uint16_t)match.captures[i].index, ts_node_has_error(n)};
    }
  }
  return SHIM_OK;
}

// Walks the tree and gives each node of a symbol in roots to the query. The query cursor's own
// walk takes several times as long for each node, and most nodes begin no pattern.
//
// One thing differs from a walk of the whole tree: a pattern that ends in an optional child is not
// found in a node whose last child is hidden, because the cursor miscounts its depth when it
// leaves that child at the top. TestRoots compares the two ways.
static shim_status gather_rooted(gathering *g, TSNode root, const uint64_t *roots) {
  shim_status status = SHIM_OK;
  TSTreeCursor c = ts_tree_cursor_new(root);
  ts_query_cursor_set_max_start_depth(g->parser->cursor, 0);
  for (;;) {
    TSNode n = ts_tree_cursor_current_node(&c);
    uint16_t symbol = ts_node_symbol(n);
    if (roots[symbol / 64] >> symbol % 64 & 1) status = gather_matches(g, n);
    if (status == SHIM_OK && out_of_time(g)) status = SHIM_TIMEOUT;
    if (status != SHIM_OK) break;
    if (ts_tree_cursor_goto_first_child(&c)) continue;
    bool more = ts_tree_cursor_goto_next_sibling(&c);
    while (!more && ts_tree_cursor_goto_parent(&c)) more = ts_tree_cursor_goto_next_sibling(&c);
    if (!more) break;
  }
  ts_query_cursor_set_max_start_depth(g->parser->cursor, UINT32_MAX);
  ts_tree_cursor_delete(&c);
  return status;
}

// glibc keeps the memory of freed trees; other C libraries give it back by themselves.
void shim_trim(void) {
#ifdef __GLIBC__
  malloc_trim(0);
#endif
}

bool shim_is_rooted(const void *query, uint32_t pattern) { return ts_query_is_pattern_rooted(query, pattern); }

shim_result shim_chunk(shim_parser *p, const void *language, const void *query, const char *source,
                       uint32_t length, uint64_t budget_micros, const uint64_t *roots) {
  shim_result r = {0};
  uint64_t deadline = cpu_micros() + budget_micros;
  ts_parser_set_language(p->parser, language);
  TSTree *tree = parse(p->parser, source, length, deadline);
  if (!tree) {
    r.status = SHIM_TIMEOUT;
    return r;
  }
  TSNode root = ts_tree_root_node(tree);
  r.root_is_error = ts_node_is_error(root);
  r.status = gather_children(root, &r);
  gathering g = {.parser = p, .query = query, .deadline = deadline, .result = &r};
  if (r.status == SHIM_OK) r.status = roots ? gather_rooted(&g, root, roots) : gather_matches(&g, root);
  ts_tree_delete(tree);
  return r;
}

void shim_result_free(shim_result r) {
  free(r.captures);
  free(r.children);
}
