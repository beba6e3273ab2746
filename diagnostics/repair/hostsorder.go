package repair

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"time"

	"retune/diagnostics"
	"retune/diagnostics/network"
)

// The hosts file belongs to the administrator. What is done with an administrator's rights
// is as little as can be: Retune starts itself with them for one order, and that one can
// say no more than "the lines of the hosts file that block Spotify become comments", or
// "those comments become lines again". It names no path, no line and no text: which lines
// these are, the other side finds out for itself, and both sides have to come to the same.

// HostsCommand is the argument with which Retune is started for an order. People do not
// type it: "retune fix hosts" does.
const HostsCommand = "switch-hosts"

// HostsAct is what becomes of the lines.
type HostsAct string

// The acts.
const (
	HostsOff HostsAct = "off"
	HostsOn  HostsAct = "on"
)

// HostsOrder is one change of the hosts file.
type HostsOrder struct {
	Act HostsAct
	// Stamp is the time of the repair, as it stands in the mark of its lines.
	Stamp string
	// Before and After are what the file's content has to be, as SHA-256.
	Before, After [sha256.Size]byte
}

// ErrHostsOrder is returned for arguments that are no order.
var ErrHostsOrder = errors.New("this is no order")

// Arguments are the order's, as ParseHostsOrder takes them.
func (o HostsOrder) Arguments() []string {
	return []string{string(o.Act), o.Stamp, hex.EncodeToString(o.Before[:]), hex.EncodeToString(o.After[:])}
}

// ParseHostsOrder reads an order. It takes nothing but the very form that Arguments has.
func ParseHostsOrder(arguments []string) (HostsOrder, error) {
	const count = 4
	if len(arguments) != count {
		return HostsOrder{}, ErrHostsOrder
	}
	order := HostsOrder{Act: HostsAct(arguments[0]), Stamp: arguments[1]}
	if order.Act != HostsOff && order.Act != HostsOn || !isStamp(order.Stamp) {
		return HostsOrder{}, ErrHostsOrder
	}
	for i, sum := range []*[sha256.Size]byte{&order.Before, &order.After} {
		text := arguments[2+i]
		decoded, err := hex.DecodeString(text)
		if err != nil || len(decoded) != sha256.Size || hex.EncodeToString(decoded) != text {
			return HostsOrder{}, ErrHostsOrder
		}
		copy(sum[:], decoded)
	}
	return order, nil
}

// isStamp reports whether a text is a time in the one form that asides have it in.
func isStamp(text string) bool {
	when, err := time.Parse(asideTime, text)
	return err == nil && when.Format(asideTime) == text
}

// hostsMark stands before the lines that a repair has switched off, and makes them
// comments; people read it, too.
func hostsMark(stamp string) string { return "# switched off by Retune " + stamp + ": " }

// hostsAfter is what an act makes of the hosts file's content.
func hostsAfter(act HostsAct, stamp string, content []byte) ([]byte, error) {
	if act == HostsOn {
		return network.SwitchHostsOn(content, hostsMark(stamp)) //nolint:wrapcheck // the caller says what it means
	}
	return network.SwitchHostsOff(content, hostsMark(stamp)) //nolint:wrapcheck // the caller says what it means
}

// The statuses with which an order ends, so that whoever started it knows why. They are
// none that pkexec, sudo or a shell end with themselves.
const (
	hostsRefused    = 80  // and the reason's place in hostsReasons: nothing was changed
	hostsUnrepaired = 100 // and the same: it was tried
	hostsBadOrder   = 120
)

// hostsReasons are the reasons that an order can end with; their places are a promise
// between the two sides, which are the same program.
func hostsReasons() []Reason {
	return []Reason{
		ReasonFileError, ReasonChanged, ReasonHostsLink, ReasonHostsUnfit, ReasonHostsGuarded, ReasonDiskFull, ReasonInUse,
		ReasonHostsGone, ReasonReadOnly, ReasonOtherFileSystem, ReasonPermission,
		ReasonHostsUnsure,
	}
}

// HostsStatus is the status to end with, for what carrying out an order returned.
func HostsStatus(err error) int {
	var refusal *Refusal
	var unrepaired *Unrepaired
	switch {
	case err == nil:
		return 0
	case errors.Is(err, ErrHostsOrder):
		return hostsBadOrder
	case errors.As(err, &unrepaired):
		return hostsUnrepaired + placeOf(unrepaired.Reason)
	case errors.As(err, &refusal):
		return hostsRefused + placeOf(refusal.Reason)
	}
	return hostsUnrepaired + placeOf(ReasonHostsUnsure)
}

func placeOf(reason Reason) int {
	for place, known := range hostsReasons() {
		if known == reason {
			return place
		}
	}
	return 0
}

// hostsError is what a status says of the hosts file. One that is not an order's tells
// nothing.
func hostsError(status int, path string) error {
	reasons := hostsReasons()
	args := diagnostics.Args{"Path": path}
	said := fmt.Errorf("it ended with status %d: %w", status, errElevated)
	switch {
	case status == 0:
		return nil
	case status >= hostsRefused && status < hostsRefused+len(reasons):
		return refuse(reasons[status-hostsRefused], args, said)
	case status >= hostsUnrepaired && status < hostsUnrepaired+len(reasons):
		return &Unrepaired{Reason: reasons[status-hostsUnrepaired], Args: args, Err: said}
	}
	return unsureHosts(path, said)
}

var errElevated = errors.New("the part with an administrator's rights did not do it")
