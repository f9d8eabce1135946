// Package arch keeps the rules of ARCHITECTURE.md. It holds tests only: each rule is a function
// from a tree of files to findings, run on this repository (which must give none) and on a small
// planted tree in testdata (which must give exactly the findings written beside it), so that every
// rule is known to be able to fail.
//
// Tables of numbers, homes and exceptions stand at the top of the file of their rule. An exception
// is entered there together with a decision record in docs/adr; see docs/adr/0009.
package arch
