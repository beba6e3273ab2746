package network

import (
	"context"
	"sync"

	"retune/diagnostics"
)

// memo does each thing once, however many ask for it, at the same time or later. The
// zero memo is ready for use.
type memo[K comparable, V any] struct {
	mutex sync.Mutex
	tasks map[K]*task[V]
}

// task is one thing that is being done, or was. It goes on as long as anybody waits.
type task[V any] struct {
	done    chan struct{} // closed when the outcome is there
	outcome diagnostics.Outcome[tried[V]]
	waiting int
	cancel  context.CancelFunc
}

// get returns what do returned for the key, and does it where nobody did before. The
// error is the context's own where that ended first; the thing is given up when it did
// for everyone who waits, and done anew for the next who asks. Where it crashed, so does
// everyone who asks, now or later: it would crash again, and what one check says of it would
// hang on which of them came first.
func (m *memo[K, V]) get(ctx context.Context, key K, do func(context.Context) (V, error)) (V, error) {
	t := m.join(ctx, key, do)
	defer m.leave(key, t)
	select {
	case <-t.done:
		end := t.outcome.Value()
		return end.value, end.err
	case <-ctx.Done():
		var none V
		return none, ctx.Err()
	}
}

// put keeps what is known of the key already, unless somebody is finding it out.
func (m *memo[K, V]) put(key K, value V) {
	m.mutex.Lock()
	defer m.mutex.Unlock()
	if _, known := m.tasks[key]; known {
		return
	}
	if m.tasks == nil {
		m.tasks = make(map[K]*task[V])
	}
	known := diagnostics.Returned(tried[V]{value: value})
	t := &task[V]{done: make(chan struct{}), outcome: known, cancel: func() {}}
	close(t.done)
	m.tasks[key] = t
}

func (m *memo[K, V]) join(ctx context.Context, key K, do func(context.Context) (V, error)) *task[V] {
	m.mutex.Lock()
	defer m.mutex.Unlock()
	if t, ok := m.tasks[key]; ok {
		t.waiting++
		return t
	}
	inner, cancel := context.WithCancel(context.WithoutCancel(ctx)) //nolint:gosec // the last who leaves cancels
	t := &task[V]{done: make(chan struct{}), waiting: 1, cancel: cancel}
	if m.tasks == nil {
		m.tasks = make(map[K]*task[V])
	}
	m.tasks[key] = t
	go func() {
		defer close(t.done)
		t.outcome = diagnostics.Caught(func() tried[V] {
			value, err := do(inner)
			return tried[V]{value, err}
		})
	}()
	return t
}

func (m *memo[K, V]) leave(key K, t *task[V]) {
	m.mutex.Lock()
	defer m.mutex.Unlock()
	t.waiting--
	if t.waiting > 0 {
		return
	}
	select {
	case <-t.done:
	default:
		// Forgotten before it ends: what it says of its own end is nobody's answer.
		delete(m.tasks, key)
	}
	t.cancel()
}
