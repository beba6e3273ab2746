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

// Preferences are those settings that Retune asks for of all that Spotify keeps in its
// prefs file. The login is in that file, too, and is read over.
type Preferences struct{ values map[string]string }

// Damaged says that a preferences file is not whole.
type Damaged struct {
	Line int // 1 is the first; 0: the file as a whole
	Why  string
}

// Error says it for logs; the faces have words of their own.
func (d *Damaged) Error() string { return fmt.Sprintf("line %d: %s", d.Line, d.Why) }

// largestPreferences is far above a real file, which has some dozen lines.
const largestPreferences = 1 << 20

// ReadPreferences reads a preferences file. A file that is not there says nothing;
// a damaged one is a *Damaged, and any other failure the file system's error.
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

// ParsePreferences reads lines of key=value. Text stands in double quotes with
// backslashes doubled; CRLF, a byte order mark, empty lines and lines that begin
// with # are borne. Anything else is a *Damaged: Spotify writes the file anew at
// every start and end, and whoever reads it in between must not act on half of it.
func ParsePreferences(content []byte) (Preferences, error) {
	asked := []string{downloadsPlace, lastDownloadsPlace, lastVersion, proxyMode, proxyAddress, proxyUser}
	values, err := parse(content, func(key string) bool { return slices.Contains(asked, key) })
	return Preferences{values: values}, err
}

// parse reads all lines, and keeps the values of those keys that are wanted.
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

// cutOff reports whether a last line without its end stops within a bare value: of
// those, only numbers and the whole words are known.
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

// parseLine returns the value as it stands in the line: most are not to be copied.
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

// checkQuotes refuses a text in quotes that does not end with its closing one.
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

// unquote takes the quotes and the doubled backslashes off a value that was checked.
// Byte by byte: a path need not be UTF-8.
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

// The keys that Retune asks for, beside those of a proxy. Sources: BootBlock/Deguffer's
// SpotifyEdition, spicetify's GetSpotifyVersion.
const (
	downloadsPlace     = "storage.location"
	lastDownloadsPlace = "storage.last-location"
	lastVersion        = "app.last-launched-version"
)

// DownloadFolders returns where the songs for offline use were moved to, if they
// were.
func (p Preferences) DownloadFolders() []string {
	var folders []string
	for _, key := range []string{downloadsPlace, lastDownloadsPlace} {
		if folder := p.values[key]; folder != "" {
			folders = append(folders, folder)
		}
	}
	return folders
}

// LastVersion returns the version that ran last; "" where none did.
func (p Preferences) LastVersion() string { return p.values[lastVersion] }
