//go:build linux

package main

import (
	"encoding/binary"
	"errors"
	"io"
	"net"
	"net/http"
	"net/netip"
	"strings"
	"time"

	"golang.org/x/net/dns/dnsmessage"
	"golang.org/x/net/ipv4"
)

// addressOf gives every name an address: Spotify's servers get different ones by role, so
// that a test can close one and not another, and all other names share one. The addresses are
// reserved for documentation.
func addressOf(host string) netip.Addr {
	switch {
	case host == "apresolve.spotify.com":
		return netip.MustParseAddr("203.0.113.10")
	case strings.HasPrefix(host, "ap.") || strings.HasPrefix(host, "ap-"):
		return netip.MustParseAddr("203.0.113.40")
	case strings.HasSuffix(host, "spotify.com"):
		return netip.MustParseAddr("203.0.113.20")
	case host == "spotify.statuspage.io":
		return netip.MustParseAddr("203.0.113.30")
	default:
		return netip.MustParseAddr("198.51.100.7")
	}
}

// sixth returns the IPv6 address that corresponds to an IPv4 one: 203.0.113.10 becomes
// 2001:db8::203.0.113.10.
func sixth(address netip.Addr) netip.Addr {
	bytes := netip.MustParseAddr("2001:db8::").As16()
	copy(bytes[12:], address.AsSlice())
	return netip.AddrFrom16(bytes)
}

// serveNames answers DNS queries over UDP and TCP at every address.
func (w World) serveNames(failed chan<- error) error {
	if w.IPv6 {
		if err := w.serveNamesSixth(failed); err != nil {
			return err
		}
	}
	packets, err := net.ListenPacket("udp4", ":53")
	if err != nil {
		return err
	}
	socket := ipv4.NewPacketConn(packets)
	// The answer must come from the address that was asked.
	if err := socket.SetControlMessage(ipv4.FlagDst, true); err != nil {
		return err
	}
	listener, err := net.Listen("tcp4", ":53")
	if err != nil {
		return err
	}
	go func() { failed <- w.answerPackets(socket) }()
	go func() { failed <- w.answerConnections(listener) }()
	return nil
}

// serveNamesSixth does the same over UDP and IPv6, only at the home's router.
func (w World) serveNamesSixth(failed chan<- error) error {
	socket, err := net.ListenPacket("udp6", ":53")
	if err != nil {
		return err
	}
	go func() {
		question := make([]byte, 1500)
		for {
			length, from, err := socket.ReadFrom(question)
			if err != nil {
				failed <- err
				return
			}
			answers, err := w.answers(question[:length], w.Resolver)
			for _, answer := range answers {
				if err == nil {
					_, _ = socket.WriteTo(answer, from) // answers that cannot be sent are lost
				}
			}
		}
	}()
	return nil
}

func (w World) answerPackets(socket *ipv4.PacketConn) error {
	question := make([]byte, 1500)
	for {
		length, asked, from, err := socket.ReadFrom(question)
		if err != nil {
			return err
		}
		server := asked.Dst.String()
		answers, err := w.answers(question[:length], server)
		if err != nil {
			continue
		}
		var late time.Duration
		switch w.everyName(server) {
		case "slow":
			late = slowness
		case "truncated":
			truncate(answers)
		}
		for i, answer := range answers {
			// Answers that cannot be sent are lost, as on a real network.
			time.AfterFunc(late+time.Duration(i)*betweenAnswers, func() {
				_, _ = socket.WriteTo(answer, &ipv4.ControlMessage{Src: asked.Dst}, from)
			})
		}
	}
}

// betweenAnswers is the time between a first and a second answer.
const betweenAnswers = 20 * time.Millisecond

// slowness is how long a slow name server takes: some have to ask a chain of others.
const slowness = 1200 * time.Millisecond

// everyName is how the name server at an address treats all queries. Besides the fates, it
// can be "slow"; "truncated", over UDP, with whole answers over TCP only; or "plain", which
// does not know the extensions of RFC 6891 and ignores queries that use them.
func (w World) everyName(server string) string {
	if server != w.Resolver {
		return ""
	}
	return w.Names["*"]
}

// truncate marks answers as truncated.
func truncate(answers [][]byte) {
	const secondOfFlags, cutOff = 2, 0x02
	for _, answer := range answers {
		answer[secondOfFlags] |= cutOff
	}
}

// isExtended reports whether a message contains more than the question.
func isExtended(parser *dnsmessage.Parser) bool {
	if errors.Join(parser.SkipAllQuestions(), parser.SkipAllAnswers(), parser.SkipAllAuthorities()) != nil {
		return false
	}
	_, err := parser.AdditionalHeader()
	return err == nil
}

func (w World) answerConnections(listener net.Listener) error {
	for {
		connection, err := listener.Accept()
		if err != nil {
			return err
		}
		go w.answerConnection(connection)
	}
}

// answerConnection answers one query over TCP, where each message is preceded by its length.
func (w World) answerConnection(connection net.Conn) {
	defer func() { _ = connection.Close() }()
	var length uint16
	if err := binary.Read(connection, binary.BigEndian, &length); err != nil {
		return
	}
	question := make([]byte, length)
	if _, err := io.ReadFull(connection, question); err != nil {
		return
	}
	asked, _, err := net.SplitHostPort(connection.LocalAddr().String())
	if err != nil {
		return
	}
	if answers, err := w.answers(question, asked); err == nil && len(answers) > 0 {
		_, _ = connection.Write(append(binary.BigEndian.AppendUint16(nil, uint16(len(answers[0]))), answers[0]...))
	}
}

// answerSecurely answers queries over HTTPS, as public resolvers do.
func (w World) answerSecurely(answer http.ResponseWriter, question *http.Request) {
	packet, err := io.ReadAll(io.LimitReader(question.Body, 1500))
	if err != nil {
		return
	}
	answers, err := w.answers(packet, "")
	if err != nil || len(answers) == 0 {
		http.Error(answer, "no question", http.StatusBadRequest)
		return
	}
	answer.Header().Set("Content-Type", "application/dns-message")
	_, _ = answer.Write(answers[0])
}

// answers makes the answers of the name server at an address to a query.
func (w World) answers(packet []byte, server string) ([][]byte, error) {
	var parser dnsmessage.Parser
	header, err := parser.Start(packet)
	if err != nil {
		return nil, err
	}
	question, err := parser.Question()
	if err != nil {
		return nil, err
	}
	if header.Response {
		return nil, errors.New("an answer is no question")
	}
	if w.everyName(server) == "plain" && isExtended(&parser) {
		return nil, errors.New("it does not understand that")
	}
	host := strings.ToLower(strings.TrimSuffix(question.Name.String(), "."))
	var answers [][]byte
	for _, fate := range w.fates(host, server) {
		if fate.silent {
			continue
		}
		answer, err := fate.answer(header.ID, question, w.IPv6)
		if err != nil {
			return nil, err
		}
		answers = append(answers, answer)
	}
	return answers, nil
}
