package diagnostics

import (
	"fmt"
	"runtime/debug"
)

// Outcome is what came of work that may crash: what it returned, or its crash. A panic
// ends the whole program unless the goroutine that it happens in recovers, so whoever does
// work in a goroutine of its own hands its Outcome over, and whoever receives that goes on
// crashing: in a check, up to Run, which makes it a finding of that check.
type Outcome[T any] struct {
	value T
	crash *Crash
}

// Crash is a panic on its way from one goroutine to another. It is an error for where code
// that is not our own has to carry it.
type Crash struct {
	// Value is what the code panicked with.
	Value any
	// Stack is where that was, which a second panic does not tell.
	Stack []byte
}

func (c *Crash) Error() string { return fmt.Sprintf("%v\n\n%s", c.Value, c.Stack) }

// Value returns what the work returned. Where it crashed it panics with the *Crash: neither
// an error nor a zero would be true, and both could accuse what works.
func (o Outcome[T]) Value() T {
	if o.crash != nil {
		panic(o.crash)
	}
	return o.value
}

// Crash returns the crash, or nil. It is for those who do not want the value.
func (o Outcome[T]) Crash() *Crash { return o.crash }

// Returned is the outcome of work that is done already.
func Returned[T any](value T) Outcome[T] { return Outcome[T]{value: value} }

// Caught does the work and returns what came of it.
func Caught[T any](work func() T) (outcome Outcome[T]) {
	defer func() {
		switch reason := recover().(type) {
		case nil:
		case *Crash: // of work that this work waited for
			outcome.crash = reason
		default:
			outcome.crash = &Crash{Value: reason, Stack: debug.Stack()}
		}
	}()
	outcome.value = work()
	return outcome
}

// Apart does the work in a goroutine of its own. What comes of it may be left unreceived:
// that nobody waits for any more.
func Apart[T any](work func() T) <-chan Outcome[T] {
	done := make(chan Outcome[T], 1)
	go func() { done <- Caught(work) }()
	return done
}
