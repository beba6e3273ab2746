package spotify

import "testing"

func TestParseLockOwner(t *testing.T) {
	for target, want := range map[string]LockOwner{
		"desk-4242":        {"desk", 4242},
		"my-other-desk-17": {"my-other-desk", 17},
		"desk.lan-1":       {"desk.lan", 1},
		"":                 {}, "-": {}, "desk": {}, "-12": {}, "desk-": {}, "desk-0": {}, "desk-pid": {}, "desk-99999999999999999999": {},
	} {
		owner, ok := ParseLockOwner(target)
		if owner != want || ok != (want != LockOwner{}) {
			t.Errorf("%q: %+v, %v", target, owner, ok)
		}
	}
}
