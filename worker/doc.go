// Package worker chunks files in child processes that may die.
//
// The grammars are C code that reads strangers' files; some crash, loop or eat memory on odd
// input, and Go cannot recover from that. So a [Pool] keeps worker processes of the same
// binary, each running [Main]: a file's bytes go in over a pipe, its chunks come out. A
// worker opens no file and no connection.
//
// What holds:
//   - Chunk always gives chunks, unless its context ends or no process can be started: a file
//     that kills, hangs or bloats its worker gets blocks with a reason, and nothing else is lost.
//   - A worker killed from outside loses nothing: its file is given to the next one.
//   - Time budgets are CPU time of the worker, so a busy machine changes no chunks.
//   - Close waits for every process; a worker whose parent is gone ends by itself, because
//     its input does.
package worker
