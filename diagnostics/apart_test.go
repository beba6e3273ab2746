package diagnostics_test

import (
	"bytes"
	"errors"
	"fmt"
	"testing"

	"retune/diagnostics"
)

func breaking() string { panic("no page left") }

func TestACrashGoesOnWhereItIsReceived(t *testing.T) {
	outcome := <-diagnostics.Apart(func() string { return (<-diagnostics.Apart(breaking)).Value() })
	crash := outcome.Crash()
	if crash == nil || crash.Value != "no page left" || !bytes.Contains(crash.Stack, []byte("breaking")) {
		t.Fatalf("the crash is %+v", crash)
	}
	if again := diagnostics.Caught(outcome.Value).Crash(); again != crash {
		t.Errorf("another crash came of it: %v", again)
	}
	var carried *diagnostics.Crash
	if !errors.As(fmt.Errorf("dial: %w", crash), &carried) || carried != crash {
		t.Errorf("an error carries %v", carried)
	}
}

func TestWorkApartGivesItsValue(t *testing.T) {
	outcome := <-diagnostics.Apart(func() int { return 7 })
	if outcome.Value() != 7 || outcome.Crash() != nil {
		t.Errorf("%v, %v", outcome.Value(), outcome.Crash())
	}
}
