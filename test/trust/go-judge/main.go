// Judges chains as crypto/tls does: `main judge` in this process, `main skopeo` by a real skopeo over loopback.
// Chains come as JSON on standard input; verdicts go out as JSON, one text a chain, empty where it is trusted.
package main

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"encoding/pem"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"time"
)

type chain struct {
	Sent  [][]byte
	Roots [][]byte
	Name  string
	Now   int64
}

// The key that the server signs with is not the leaf's: certificates are judged before any signature of the handshake.
func serverConfig(sent [][]byte) *tls.Config {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		panic(err)
	}
	certificate := tls.Certificate{Certificate: sent, PrivateKey: key}
	return &tls.Config{GetCertificate: func(*tls.ClientHelloInfo) (*tls.Certificate, error) { return &certificate, nil }}
}

func pemOf(certificates [][]byte) []byte {
	text := []byte{}
	for _, der := range certificates {
		text = append(text, pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der})...)
	}
	return text
}

func judge(c chain) string {
	listener, err := tls.Listen("tcp", "127.0.0.1:0", serverConfig(c.Sent))
	if err != nil {
		panic(err)
	}
	defer listener.Close()
	go func() {
		if peer, err := listener.Accept(); err == nil {
			peer.(*tls.Conn).Handshake()
			peer.Close()
		}
	}()
	near, err := net.Dial("tcp", listener.Addr().String())
	if err != nil {
		panic(err)
	}
	defer near.Close()
	roots := x509.NewCertPool()
	roots.AppendCertsFromPEM(pemOf(c.Roots))
	trusted := false
	client := tls.Client(near, &tls.Config{
		RootCAs:    roots,
		ServerName: c.Name,
		Time:       func() time.Time { return time.UnixMilli(c.Now).UTC() },
		VerifyConnection: func(tls.ConnectionState) error {
			trusted = true
			return nil
		},
	})
	err = client.Handshake()
	if trusted {
		return ""
	}
	return err.Error()
}

func skopeo(c chain, index int) string {
	listener, err := net.Listen("tcp", ":0")
	if err != nil {
		panic(err)
	}
	server := &http.Server{TLSConfig: serverConfig(c.Sent), Handler: http.NotFoundHandler(), ErrorLog: log.New(io.Discard, "", 0)}
	go server.ServeTLS(listener, "", "")
	defer server.Close()
	directory := filepath.Join(os.TempDir(), fmt.Sprintf("roots-%d-%d", os.Getpid(), index))
	defer os.RemoveAll(directory)
	if err := os.MkdirAll(directory, 0o700); err != nil {
		panic(err)
	}
	if err := os.WriteFile(filepath.Join(directory, "ca.crt"), pemOf(c.Roots), 0o600); err != nil {
		panic(err)
	}
	name := c.Name
	if strings.Contains(name, ":") {
		name = "[" + strings.Trim(name, "[]") + "]"
	}
	port := listener.Addr().(*net.TCPAddr).Port
	command := exec.Command("skopeo", "inspect", "--cert-dir", directory, fmt.Sprintf("docker://%s:%d/corpus", name, port))
	command.Env = []string{"PATH=" + os.Getenv("PATH"), "HOME=" + directory, "SSL_CERT_FILE=/dev/null", "SSL_CERT_DIR=/nonexistent"}
	said, _ := command.CombinedOutput()
	return message(string(said))
}

// What skopeo's log line says after the URL of its ping.
func message(line string) string {
	_, quoted, _ := strings.Cut(line, " msg=")
	prefix, err := strconv.QuotedPrefix(quoted)
	if err != nil {
		return line
	}
	text, _ := strconv.Unquote(prefix)
	_, reason, found := strings.Cut(text, "/v2/\": ")
	if !found {
		return text
	}
	return reason
}

func main() {
	var chains []chain
	if err := json.NewDecoder(os.Stdin).Decode(&chains); err != nil {
		panic(err)
	}
	texts := []string{}
	for index, c := range chains {
		if os.Args[1] == "skopeo" {
			texts = append(texts, skopeo(c, index))
		} else {
			texts = append(texts, judge(c))
		}
	}
	out, _ := json.Marshal(map[string]any{"version": runtime.Version(), "texts": texts})
	fmt.Println(string(out))
}
