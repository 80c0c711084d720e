import SimNumerics
import Testing

@Suite struct MatrixStructureTests {
  @Test func `a cycle of three states is irreducible with period three`() {
    let structure = MatrixStructure(Matrix(rows: [[0, 0, 2], [0.5, 0, 0], [0, 0.5, 0]]))
    #expect(structure.isIrreducible && !structure.isPrimitive)
    #expect(structure.periods == [3] && structure.classes == [[0, 1, 2]])
  }

  @Test func `a loop in one state of a cycle makes it primitive`() {
    let structure = MatrixStructure(Matrix(rows: [[0, 0, 2], [0.5, 0.1, 0], [0, 0.5, 0]]))
    #expect(structure.isPrimitive && structure.periods == [1])
  }

  @Test func `cycles of two and four states have period two`() {
    var matrix = Matrix(rows: 4, columns: 4)
    for (from, to) in [(0, 1), (1, 0), (1, 2), (2, 3), (3, 0)] { matrix[to, from] = 1 }
    #expect(MatrixStructure(matrix).periods == [2])
  }

  @Test func `a state that only receives is a class of its own without a period`() {
    let structure = MatrixStructure(Matrix(rows: [[1, 0], [0.5, 0]]))
    #expect(structure.classes == [[0], [1]] && structure.periods == [1, 0])
    #expect(!structure.isIrreducible && structure.reaches(0, 1) && !structure.reaches(1, 0))
  }

  @Test func `one state is irreducible where it leads to itself`() {
    #expect(MatrixStructure(Matrix(rows: [[0.5]])).isPrimitive)
    #expect(!MatrixStructure(Matrix(rows: [[0]])).isIrreducible)
  }

  @Test func `a matrix without states has no classes`() {
    let structure = MatrixStructure(Matrix(rows: 0, columns: 0))
    #expect(structure.classes.isEmpty && !structure.isIrreducible)
  }
}
