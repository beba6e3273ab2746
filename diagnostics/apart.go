package diagnostics

import (
	"fmt"
	"runtime/debug"
)

// Outcome is the result of work that may panic: the value it returned, or the panic. A
// panic ends the whole program unless the goroutine it happens in recovers it. So code
// that starts a goroutine sends back an Outcome, and the receiver panics again when it
// asks for the value. Within a check the panic travels up to Run this way, and Run
// records it as that check's finding.
type Outcome[T any] struct {
	value T
	crash *Crash
}

// Crash is a panic being carried from one goroutine to another. It implements error so
// that code outside Retune can pass it along.
type Crash struct {
	// Value is the value passed to panic.
	Value any
	// Stack is the stack of the original panic; panicking again would lose it.
	Stack []byte
}

func (c *Crash) Error() string { return fmt.Sprintf("%v\n\n%s", c.Value, c.Stack) }

// Value returns what the work returned. If the work panicked, Value panics with the
// *Crash: an error or a zero value would be untrue, and could put the blame on something
// that works.
func (o Outcome[T]) Value() T {
	if o.crash != nil {
		panic(o.crash)
	}
	return o.value
}

// Crash returns the panic, or nil if there was none. It is for callers that must not
// panic themselves.
func (o Outcome[T]) Crash() *Crash { return o.crash }

// Returned is the outcome of work that has already returned value.
func Returned[T any](value T) Outcome[T] { return Outcome[T]{value: value} }

// Caught does the work in the caller's goroutine and returns its outcome, panic included.
func Caught[T any](work func() T) (outcome Outcome[T]) {
	defer func() {
		switch reason := recover().(type) {
		case nil:
		case *Crash: // from a goroutine that the work waited for: keep its stack
			outcome.crash = reason
		default:
			outcome.crash = &Crash{Value: reason, Stack: debug.Stack()}
		}
	}()
	outcome.value = work()
	return outcome
}

// Apart does the work in a new goroutine. The channel is buffered, so a caller that has
// stopped waiting may leave the outcome unread.
func Apart[T any](work func() T) <-chan Outcome[T] {
	done := make(chan Outcome[T], 1)
	go func() { done <- Caught(work) }()
	return done
}
