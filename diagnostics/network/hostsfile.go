package network

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"

	"retune/diagnostics"
)

// HostsLimit is the longest hosts file that is read, in bytes. The longest public block
// lists stay under it; a file that is longer is not judged by its first part.
const HostsLimit = 8 << 20

var errTooLong = errors.New("longer than what is read")

// hostsFile looks for entries about Spotify in the hosts file.
func (d *diagnosis) hostsFile(context.Context, diagnostics.Findings) diagnostics.Finding {
	file, err := d.readHosts()
	if err != nil {
		return diagnostics.Saw(diagnostics.CheckHostsFile, diagnostics.SawUnreadable, diagnostics.Args{"Path": d.HostsPath})
	}
	seen := sortHosts(file)
	d.setHostsBlocked(seen.blockedHosts)
	return seen.finding(d.HostsPath)
}

// readHosts returns the file's bytes; where there is no file, there are none.
func (d *diagnosis) readHosts() ([]byte, error) {
	file, err := d.HostsFile()
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("open the hosts file: %w", err)
	}
	defer file.Close()
	content, err := io.ReadAll(io.LimitReader(file, HostsLimit+1))
	if err != nil {
		return nil, fmt.Errorf("read the hosts file: %w", err)
	}
	if len(content) > HostsLimit {
		return nil, fmt.Errorf("read the hosts file: %w", errTooLong)
	}
	return content, nil
}

// sortedHosts are the entries about Spotify by what they do.
type sortedHosts struct {
	blocked, pinned []HostsEntry
	harmless        int
	blockedHosts    map[string]bool
}

// sortHosts counts, for each host and family of addresses, the first entry only: the
// system takes that one.
func sortHosts(file []byte) sortedHosts {
	sorted := sortedHosts{blockedHosts: make(map[string]bool)}
	type key struct {
		host string
		is4  bool
	}
	taken := make(map[key]bool)
	for entry := range HostsEntries(file) {
		if harmless(entry.Host) {
			sorted.harmless++
		}
		at := key{entry.Host, entry.Address.Unmap().Is4()}
		if !Needed(entry.Host) || taken[at] {
			continue
		}
		taken[at] = true
		if !entry.Blocks() {
			sorted.pinned = append(sorted.pinned, entry)
			continue
		}
		sorted.blocked = append(sorted.blocked, entry)
		sorted.blockedHosts[entry.Host] = true
	}
	return sorted
}

func (s sortedHosts) finding(path string) diagnostics.Finding {
	const check = diagnostics.CheckHostsFile
	switch {
	case len(s.blocked) > 0:
		first := s.blocked[0]
		args := diagnostics.Args{"Host": first.Host, "Line": first.Line, "Path": path, "Count": len(s.blocked)}
		nameSink(args, first.Address)
		return diagnostics.Saw(check, diagnostics.SawBlocked, args)
	case len(s.pinned) > 0:
		first := s.pinned[0]
		return diagnostics.Saw(check, diagnostics.SawPinned, diagnostics.Args{
			"Host": first.Host, "Line": first.Line, "Path": path,
		})
	case s.harmless > 0:
		return diagnostics.Saw(check, diagnostics.SawHarmless, diagnostics.Args{"Count": s.harmless})
	}
	return diagnostics.Saw(check, diagnostics.SawFine, nil)
}
