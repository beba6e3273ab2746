package network

import (
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"strconv"
	"strings"
)

// AccessPoint is a server that the client connects to first.
type AccessPoint struct {
	Host string
	Port uint16
}

var errNoServers = errors.New("no access point in the answer")

// parseDirectory returns the access points of an answer of Spotify's directory. Entries
// that are no port of a host under spotify.com are left out: they came from outside, and
// something connects to them.
func parseDirectory(body []byte) ([]AccessPoint, error) {
	var listed struct {
		AccessPoints []string `json:"accesspoint"`
	}
	if err := json.Unmarshal(body, &listed); err != nil {
		return nil, fmt.Errorf("read the directory's answer: %w", err)
	}
	var points []AccessPoint
	for _, entry := range listed.AccessPoints {
		if point, ok := parseAccessPoint(entry); ok {
			points = append(points, point)
		}
	}
	if len(points) == 0 {
		return nil, errNoServers
	}
	return points, nil
}

func parseAccessPoint(entry string) (AccessPoint, bool) {
	host, port, err := net.SplitHostPort(entry)
	if err != nil {
		return AccessPoint{}, false
	}
	number, err := strconv.ParseUint(port, 10, 16)
	if err != nil || number == 0 || !isHostName(host) || !within(host, "spotify.com") {
		return AccessPoint{}, false
	}
	return AccessPoint{Host: strings.ToLower(host), Port: uint16(number)}, true
}

// isHostName holds to letters, digits, hyphens and dots, at a length that names have.
func isHostName(host string) bool {
	const allowed = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-."
	return len(host) <= 253 && strings.Trim(host, allowed) == "" &&
		!strings.HasPrefix(host, ".") && !strings.Contains(host, "..")
}
