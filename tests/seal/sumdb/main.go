// Verifies an exported duty log with golang.org/x/mod/sumdb, where the formats come from.
// Arguments: the exported folder, and optionally an older checkpoint that it has to continue.
package main

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

func check(err error) {
	if err != nil {
		fmt.Println("refused:", err)
		os.Exit(1)
	}
}

func read(path ...string) string {
	content, err := os.ReadFile(filepath.Join(path...))
	check(err)
	return string(content)
}

func hashes(lines []string) []tlog.Hash {
	found := []tlog.Hash{}
	for _, line := range lines {
		hash, err := tlog.ParseHash(line)
		check(err)
		found = append(found, hash)
	}
	return found
}

func checkpoint(text string, keys note.Verifiers) (int64, tlog.Hash) {
	opened, err := note.Open([]byte(text), keys)
	check(err)
	lines := strings.Split(opened.Text, "\n")
	size, err := strconv.ParseInt(lines[1], 10, 64)
	check(err)
	raw, err := base64.StdEncoding.DecodeString(lines[2])
	check(err)
	var root tlog.Hash
	copy(root[:], raw)
	return size, root
}

func proof(text, label string) (int64, []tlog.Hash, string) {
	parts := strings.SplitN(text, "\n\n", 2)
	lines := strings.Split(strings.TrimPrefix(parts[0], "c2sp.org/tlog-proof@v1\n"), "\n")
	number, err := strconv.ParseInt(strings.TrimPrefix(lines[0], label), 10, 64)
	check(err)
	return number, hashes(lines[1:]), parts[1]
}

func main() {
	folder := os.Args[1]
	verifier, err := note.NewVerifier(strings.TrimSpace(read(folder, "public-key.txt")))
	check(err)
	keys := note.VerifierList(verifier)
	size, root := checkpoint(read(folder, "checkpoint.txt"), keys)
	for _, entry := range bytes.Split([]byte(strings.TrimSpace(read(folder, "entries.jsonl"))), []byte("\n")) {
		seq := strings.SplitN(strings.SplitN(string(entry), `"seq":`, 2)[1], ",", 2)[0]
		index, path, signed := proof(read(folder, "proofs", seq+".tlog-proof"), "index ")
		n, r := checkpoint(signed, keys)
		if n != size || r != root {
			check(fmt.Errorf("another checkpoint in the proof of %s", seq))
		}
		check(tlog.CheckRecord(tlog.RecordProof(path), n, r, index, tlog.RecordHash(entry)))
	}
	if len(os.Args) > 2 {
		old, path, signed := proof(read(folder, "consistency.txt"), "old ")
		n, r := checkpoint(signed, keys)
		held, heldRoot := checkpoint(read(os.Args[2]), keys)
		if held != old {
			check(fmt.Errorf("another size"))
		}
		check(tlog.CheckTree(tlog.TreeProof(path), n, r, held, heldRoot))
	}
	fmt.Println("accepted", size)
}
