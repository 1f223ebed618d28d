package lsp

import (
	"path/filepath"
	"strconv"
	"sync"
	"sync/atomic"
	"time"

	"go.lsp.dev/protocol"

	"github.com/chunk-lsp/chunk-lsp/index"
)

// reportInterval is how often at most a client hears of progress or changes.
const reportInterval = 500 * time.Millisecond

// scan scans a root in the background and tells the client how far it is.
func (s *server) scan(dir string) {
	s.background(func() {
		bar := s.newProgress("Indexing " + filepath.Base(dir))
		defer bar.end()
		last := time.Now()
		_, err := s.workspace.Scan(s.ctx, dir, func(p index.Progress) {
			if time.Since(last) < reportInterval {
				return
			}
			last = time.Now()
			bar.report(p.Done, p.Found)
			s.changes.note(dir)
		})
		if err != nil && s.ctx.Err() == nil {
			s.log.Error("scan failed", "root", dir, "error", err)
		}
		s.changes.note(dir)
	})
}

// progress is one bar in the client's window; without the capability it does nothing. The
// work does not wait for the client to make room for it.
type progress struct {
	server *server
	token  protocol.ProgressToken
	title  string

	mu    sync.Mutex // guards what follows, and keeps what is sent in order
	begun bool
	ended bool
	best  uint32 // highest percentage reported
}

var progressTokens atomic.Int64

func (s *server) newProgress(title string) *progress {
	if !s.clientInfo().workDoneProgress {
		return &progress{}
	}
	token := protocol.String("chunk-lsp-scan-" + strconv.FormatInt(progressTokens.Add(1), 10))
	p := &progress{server: s, token: token, title: title}
	s.background(p.create)
	return p
}

// create asks the client for the bar. When its answer comes, the work may be over.
func (p *progress) create() {
	params := &protocol.WorkDoneProgressCreateParams{Token: p.token}
	if err := protocol.Call(p.server.ctx, p.server.conn, protocol.MethodWindowWorkDoneProgressCreate, params, nil); err != nil {
		p.server.log.Info("the client shows no progress", "error", err)
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.begun = true
	p.send(&protocol.WorkDoneProgressBegin{Kind: "begin", Title: p.title, Percentage: new(uint32)})
	if p.ended {
		p.send(&protocol.WorkDoneProgressEnd{Kind: "end"})
	}
}

func (p *progress) report(done, found int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if !p.begun {
		return
	}
	if found > 0 {
		// The walk goes on while files are read, so the share of what is done may fall.
		p.best = max(p.best, uint32(done*100/found))
	}
	message := strconv.Itoa(done) + " of " + strconv.Itoa(found) + " files"
	p.send(&protocol.WorkDoneProgressReport{Kind: "report", Message: &message, Percentage: &p.best})
}

func (p *progress) end() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.ended = true
	if p.begun {
		p.send(&protocol.WorkDoneProgressEnd{Kind: "end"})
	}
}

func (p *progress) send(value any) {
	raw, err := protocol.Marshal(value)
	if err != nil {
		p.server.log.Error("progress can't be encoded", "error", err)
		return
	}
	p.server.notify(protocol.MethodProgress, &protocol.ProgressParams{Token: p.token, Value: raw})
}

// changeNotifier sends chunk/didChangeIndex, at most once in reportInterval for each root.
type changeNotifier struct {
	server *server

	mu      sync.Mutex // guards what follows
	pending map[string]*time.Timer
	stopped bool
	running sync.WaitGroup
}

func newChangeNotifier(s *server) *changeNotifier {
	return &changeNotifier{server: s, pending: map[string]*time.Timer{}}
}

// note says that the answers of a root may have changed.
func (n *changeNotifier) note(dir string) {
	n.mu.Lock()
	defer n.mu.Unlock()
	if dir == "" || n.stopped || n.pending[dir] != nil {
		return
	}
	n.running.Add(1)
	n.pending[dir] = time.AfterFunc(reportInterval, func() {
		defer n.running.Done()
		n.mu.Lock()
		delete(n.pending, dir)
		n.mu.Unlock()
		n.send(dir)
	})
}

func (n *changeNotifier) send(dir string) {
	all, err := n.server.workspace.Snapshot().Status()
	if err != nil {
		n.server.log.Warn("status can't be read", "error", err)
		return
	}
	for _, r := range all {
		if r.Dir == dir {
			root := index.FileID{Root: dir}
			n.server.notify("chunk/didChangeIndex", &DidChangeIndexParams{n.server.uriOf(root), r.Counts.Files, string(r.State)})
		}
	}
}

// stop drops what is pending and waits for what is being sent.
func (n *changeNotifier) stop() {
	n.mu.Lock()
	n.stopped = true
	for _, timer := range n.pending {
		if timer.Stop() {
			n.running.Done()
		}
	}
	n.mu.Unlock()
	n.running.Wait()
}
