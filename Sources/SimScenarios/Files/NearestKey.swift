/// The nearest of a list of words, for "did you mean".
public enum NearestKey {
  /// The number of characters to insert, delete or replace to turn one word into another (Levenshtein distance).
  ///
  /// - Parameters:
  ///   - left: the one word, compared by Unicode scalars.
  ///   - right: the other word.
  /// - Returns: the number of changes, from 0 to the length of the longer word.
  public static func distance(_ left: String, _ right: String) -> Int {
    let from = Array(left.unicodeScalars)
    let to = Array(right.unicodeScalars)
    var previous = Array(0...to.count)
    for (row, scalar) in from.enumerated() {
      var current = [row + 1]
      for (column, other) in to.enumerated() {
        let replaced = previous[column] + (scalar == other ? 0 : 1)
        current.append(min(replaced, previous[column + 1] + 1, current[column] + 1))
      }
      previous = current
    }
    return previous[to.count]
  }

  /// The word with the least distance, the first of equals; `nil` where even that is more than half its length.
  ///
  /// Words over 64 characters are not compared.
  ///
  /// - Parameters:
  ///   - word: the word that was written; upper and lower case are not told apart.
  ///   - words: the accepted words.
  /// - Returns: one of the words, or `nil`.
  public static func nearest(to word: String, among words: [String]) -> String? {
    guard word.utf8.count <= 64 else { return nil }
    var best: (word: String, distance: Int)?
    for candidate in words where candidate.utf8.count <= 64 {
      let distance = distance(word.lowercased(), candidate.lowercased())
      if distance < best?.distance ?? Int.max { best = (candidate, distance) }
    }
    guard let best, best.distance <= max(1, max(word.count, best.word.count) / 2) else { return nil }
    return best.word
  }
}
