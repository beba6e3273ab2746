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

// The hosts file belongs to the administrator, and as little as possible is done with
// administrator rights: Retune starts itself with them to carry out a single order. An order
// can say only "comment out the lines of the hosts file that block Spotify" or "uncomment
// those lines". It contains no path, no line and no text. The privileged process finds the
// lines by itself, and the order's checksums make sure that it arrives at the same result.

// HostsCommand is the argument that makes Retune carry out an order. It is not meant to be
// typed: "retune fix hosts" uses it.
const HostsCommand = "switch-hosts"

// HostsAct is what to do with the lines.
type HostsAct string

// The acts.
const (
	HostsOff HostsAct = "off"
	HostsOn  HostsAct = "on"
)

// HostsOrder is one change of the hosts file.
type HostsOrder struct {
	Act HostsAct
	// Stamp is the time of the repair, as in the mark of its lines.
	Stamp string
	// Before and After are the SHA-256 sums of the file's content before and after the
	// change.
	Before, After [sha256.Size]byte
}

// ErrHostsOrder is returned for arguments that are not an order.
var ErrHostsOrder = errors.New("this is no order")

// Arguments returns the order as arguments for ParseHostsOrder.
func (o HostsOrder) Arguments() []string {
	return []string{string(o.Act), o.Stamp, hex.EncodeToString(o.Before[:]), hex.EncodeToString(o.After[:])}
}

// ParseHostsOrder parses an order. It accepts nothing but the exact form that Arguments
// returns.
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

// isStamp reports whether a text is a time in the layout of asides.
func isStamp(text string) bool {
	when, err := time.Parse(asideTime, text)
	return err == nil && when.Format(asideTime) == text
}

// hostsMark is put before the lines that a repair disables. It makes them comments, and
// explains them to people.
func hostsMark(stamp string) string { return "# switched off by Retune " + stamp + ": " }

// hostsAfter returns the hosts file's content after an act.
func hostsAfter(act HostsAct, stamp string, content []byte) ([]byte, error) {
	if act == HostsOn {
		return network.SwitchHostsOn(content, hostsMark(stamp)) //nolint:wrapcheck // the caller says what it means
	}
	return network.SwitchHostsOff(content, hostsMark(stamp)) //nolint:wrapcheck // the caller says what it means
}

// The exit statuses of an order, which tell the process that started it what happened. They
// are different from those of pkexec, sudo and shells.
const (
	hostsRefused    = 80  // plus the reason's index in hostsReasons: nothing was changed
	hostsUnrepaired = 100 // plus the same index: it was tried and failed
	hostsBadOrder   = 120
)

// hostsReasons are the reasons with which an order can end. Their order is the protocol
// between the two processes, which run the same program.
func hostsReasons() []Reason {
	return []Reason{
		ReasonFileError, ReasonChanged, ReasonHostsLink, ReasonHostsUnfit, ReasonHostsGuarded, ReasonDiskFull, ReasonInUse,
		ReasonHostsGone, ReasonReadOnly, ReasonOtherFileSystem, ReasonPermission,
		ReasonHostsUnsure,
	}
}

// HostsStatus returns the exit status for the error of carrying out an order.
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

// hostsError turns an exit status into an error about the hosts file. A status that is not an
// order's says nothing.
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
