package spotify

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strconv"
	"strings"

	"retune/diagnostics/system"
)

// Preferences are the settings that Retune needs out of all that Spotify keeps in its prefs
// file. That file also contains the login, which is skipped.
type Preferences struct{ values map[string]string }

// Damaged means that a preferences file is malformed or incomplete.
type Damaged struct {
	Line int // starting at 1; 0 means the file as a whole
	Why  string
}

// Error describes the damage for logs; window and terminal have sentences of their own.
func (d *Damaged) Error() string { return fmt.Sprintf("line %d: %s", d.Line, d.Why) }

// largestPreferences is far above the size of a real file, which has a few dozen lines.
const largestPreferences = 1 << 20

// ReadPreferences reads a preferences file. If it does not exist the preferences are empty.
// If it is damaged the error wraps a *Damaged; any other error is the file system's.
func ReadPreferences(files system.Files, path string) (Preferences, error) {
	content, err := files.Read(path, largestPreferences)
	if errors.Is(err, fs.ErrNotExist) {
		return Preferences{}, nil
	}
	if err != nil {
		return Preferences{}, fmt.Errorf("preferences: %w", err)
	}
	preferences, err := ParsePreferences(content)
	clear(content) // the login is in it
	if err != nil {
		return Preferences{}, fmt.Errorf("preferences %s: %w", path, err)
	}
	return preferences, nil
}

// ParsePreferences parses lines of key=value. Strings are in double quotes with backslashes
// doubled; CRLF, a byte order mark, empty lines and lines that begin with # are accepted.
// Anything else is a *Damaged: Spotify rewrites the file whenever it starts or ends, and a
// file read halfway through must not be acted on.
func ParsePreferences(content []byte) (Preferences, error) {
	asked := []string{downloadsPlace, lastDownloadsPlace, lastVersion, proxyMode, proxyAddress, proxyUser}
	values, err := parse(content, func(key string) bool { return slices.Contains(asked, key) })
	return Preferences{values: values}, err
}

// parse parses all lines, and keeps the values of the wanted keys.
func parse(content []byte, wanted func(key string) bool) (map[string]string, error) {
	content = bytes.TrimPrefix(content, []byte(byteOrderMark))
	if len(bytes.TrimSpace(content)) == 0 {
		return nil, &Damaged{Why: "the file is empty"}
	}
	values := map[string]string{}
	for i, line := range bytes.Split(content, []byte("\n")) {
		line = bytes.TrimSpace(line)
		if len(line) == 0 || line[0] == '#' {
			continue
		}
		key, value, err := parseLine(line)
		if err != nil {
			return nil, &Damaged{Line: i + 1, Why: err.Error()}
		}
		if wanted(key) {
			values[key] = unquote(value)
		}
	}
	if cutOff(content) {
		return nil, &Damaged{Line: bytes.Count(content, []byte("\n")) + 1, Why: "the last value is cut off"}
	}
	return values, nil
}

// cutOff reports whether a last line without a line ending may stop within an unquoted value.
// Only numbers, true and false count as complete.
func cutOff(content []byte) bool {
	last := content[bytes.LastIndexByte(content, '\n')+1:]
	_, value, found := bytes.Cut(bytes.TrimSpace(last), []byte("="))
	if !found || bytes.HasPrefix(last, []byte("#")) {
		return false
	}
	switch text := string(bytes.TrimSpace(value)); {
	case strings.HasPrefix(text, `"`), text == "true", text == "false":
		return false
	default:
		_, err := strconv.ParseFloat(text, 64)
		return err != nil
	}
}

// parseLine returns the value as a part of the line, not a copy: most values are not needed,
// and the login must not be copied.
func parseLine(line []byte) (key string, value []byte, err error) {
	before, value, found := bytes.Cut(line, []byte("="))
	key, value = string(bytes.TrimSpace(before)), bytes.TrimSpace(value)
	if !found || key == "" {
		return "", nil, errors.New("no key and value")
	}
	if bytes.IndexByte(line, 0) >= 0 {
		return "", nil, errors.New("a zero byte")
	}
	return key, value, checkQuotes(value)
}

// checkQuotes returns an error if a quoted value does not end with its closing quote.
func checkQuotes(value []byte) error {
	if !bytes.HasPrefix(value, []byte(`"`)) {
		return nil
	}
	escaped := false
	for i := 1; i < len(value); i++ {
		switch {
		case escaped:
			escaped = false
		case value[i] == '\\':
			escaped = true
		case value[i] == '"' && i+1 != len(value):
			return errors.New("text behind the closing quote")
		case value[i] == '"':
			return nil
		}
	}
	return errors.New("a text without its closing quote")
}

// unquote removes the quotes and the escaping backslashes from a checked value. It works on
// bytes because a path need not be UTF-8.
func unquote(value []byte) string {
	if !bytes.HasPrefix(value, []byte(`"`)) {
		return string(value)
	}
	var plain strings.Builder
	escaped := false
	for _, letter := range value[1 : len(value)-1] {
		if escaped = letter == '\\' && !escaped; !escaped {
			plain.WriteByte(letter)
		}
	}
	return plain.String()
}

// The keys that Retune reads, besides those of a proxy. Sources: BootBlock/Deguffer's
// SpotifyEdition, spicetify's GetSpotifyVersion.
const (
	downloadsPlace     = "storage.location"
	lastDownloadsPlace = "storage.last-location"
	lastVersion        = "app.last-launched-version"
)

// DownloadFolders returns the folders that songs saved for offline use were moved to, if any.
func (p Preferences) DownloadFolders() []string {
	var folders []string
	for _, key := range []string{downloadsPlace, lastDownloadsPlace} {
		if folder := p.values[key]; folder != "" {
			folders = append(folders, folder)
		}
	}
	return folders
}

// LastVersion returns the version that ran last; "" if none has run.
func (p Preferences) LastVersion() string { return p.values[lastVersion] }
