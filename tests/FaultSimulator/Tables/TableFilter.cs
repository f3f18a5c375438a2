using System.Globalization;
using System.Text;

namespace FaultSimulator.Tables;

/// <summary>A <c>$filter</c>: comparisons of properties with literals, joined by and, or, not and parentheses (Querying tables and entities).</summary>
internal sealed class TableFilter
{
    private readonly Func<StoredEntity, bool> _matches;

    private TableFilter(Func<StoredEntity, bool> matches, KeyBounds bounds) => (_matches, Bounds) = (matches, bounds);

    /// <summary>Matches everything.</summary>
    public static TableFilter None { get; } = new(_ => true, new KeyBounds(null, "", null));

    /// <summary>Rows outside are not looked at.</summary>
    public KeyBounds Bounds { get; }

    public bool Matches(StoredEntity entity) => _matches(entity);

    /// <exception cref="TableFailureException">The service would not understand it.</exception>
    public static TableFilter Parse(string text)
    {
        var parser = new Parser(text);
        var node = parser.Whole();
        var all = new List<Comparison>();
        Collect(node, all);
        return new TableFilter(node.Matches, BoundsOf(all));
    }

    // Only what must hold in any case narrows the keys.
    private static void Collect(Node node, List<Comparison> all)
    {
        if (node is Both both)
        {
            Collect(both.Left, all);
            Collect(both.Right, all);
        }
        else if (node is Comparison comparison)
        {
            all.Add(comparison);
        }
    }

    private static KeyBounds BoundsOf(List<Comparison> all)
    {
        var partition = all.Find(each => each is { Property: "PartitionKey", Operator: "eq", Literal: string })?.Literal as string;
        // Without a partition a row key says nothing about where a row lies.
        if (partition is null) return new KeyBounds(null, "", null);
        var (from, before) = ("", (string?)null);
        foreach (var each in all)
        {
            if (each is not { Property: "RowKey", Literal: string key }) continue;
            if (each.Operator is "ge" or "eq" && string.CompareOrdinal(key, from) > 0) from = key;
            if (each.Operator is "gt" && string.CompareOrdinal(key + '\0', from) > 0) from = key + '\0';
            var end = each.Operator switch { "lt" => key, "le" or "eq" => key + '\0', _ => null };
            if (end is not null && (before is null || string.CompareOrdinal(end, before) < 0)) before = end;
        }

        return new KeyBounds(partition, from, before);
    }

    private abstract record Node
    {
        public abstract bool Matches(StoredEntity entity);
    }

    private sealed record Both(Node Left, Node Right) : Node
    {
        public override bool Matches(StoredEntity entity) => Left.Matches(entity) && Right.Matches(entity);
    }

    private sealed record Either(Node Left, Node Right) : Node
    {
        public override bool Matches(StoredEntity entity) => Left.Matches(entity) || Right.Matches(entity);
    }

    private sealed record Not(Node Inner) : Node
    {
        public override bool Matches(StoredEntity entity) => !Inner.Matches(entity);
    }

    /// <summary>A property that the entity has not, or of another type, compares as nothing.</summary>
    private sealed record Comparison(string Property, string Operator, object Literal) : Node
    {
        public override bool Matches(StoredEntity entity) => entity.Value(Property) is { } value && Compare(value) is { } order && Operator switch
        {
            "eq" => order == 0,
            "ne" => order != 0,
            "gt" => order > 0,
            "ge" => order >= 0,
            "lt" => order < 0,
            _ => order <= 0,
        };

        private int? Compare(object value) => (value, Literal) switch
        {
            (string left, string right) => string.CompareOrdinal(left, right),
            (bool left, bool right) => left.CompareTo(right),
            (DateTime left, DateTime right) => left.CompareTo(right),
            (Guid left, Guid right) => left.CompareTo(right),
            (byte[] left, byte[] right) => left.AsSpan().SequenceCompareTo(right),
            (double left, int or long or double) => left.CompareTo(Convert.ToDouble(Literal, CultureInfo.InvariantCulture)),
            (int or long, double right) => Convert.ToDouble(value, CultureInfo.InvariantCulture).CompareTo(right),
            (int or long, int or long) => Convert.ToInt64(value, CultureInfo.InvariantCulture).CompareTo(Convert.ToInt64(Literal, CultureInfo.InvariantCulture)),
            _ => null,
        };
    }

    private sealed class Parser(string text)
    {
        private int _position;

        public Node Whole()
        {
            var node = AnyOf();
            SkipSpaces();
            return _position == text.Length ? node : throw Unclear();
        }

        private Node AnyOf()
        {
            var node = AllOf();
            while (Word("or")) node = new Either(node, AllOf());
            return node;
        }

        private Node AllOf()
        {
            var node = One();
            while (Word("and")) node = new Both(node, One());
            return node;
        }

        private Node One()
        {
            if (Word("not")) return new Not(One());
            SkipSpaces();
            if (_position < text.Length && text[_position] == '(')
            {
                _position++;
                var inner = AnyOf();
                SkipSpaces();
                if (_position == text.Length || text[_position++] != ')') throw Unclear();
                return inner;
            }

            var left = Operand();
            var comparing = Name();
            var right = Operand();
            if (comparing is not ("eq" or "ne" or "gt" or "ge" or "lt" or "le")) throw Unclear();
            return (left.Property, right.Property) switch
            {
                ({ } property, null) => new Comparison(property, comparing, right.Literal!),
                (null, { } property) => new Comparison(property, Turned(comparing), left.Literal!),
                _ => throw Unclear(),
            };
        }

        private static string Turned(string comparing) => comparing switch { "gt" => "lt", "ge" => "le", "lt" => "gt", "le" => "ge", _ => comparing };

        private (string? Property, object? Literal) Operand()
        {
            SkipSpaces();
            if (_position == text.Length) throw Unclear();
            if (text[_position] == '\'') return (null, Quoted());
            if (char.IsAsciiDigit(text[_position]) || text[_position] is '-') return (null, Number());
            var name = Name();
            if (_position < text.Length && text[_position] == '\'')
            {
                var value = Quoted();
                return (null, name switch
                {
                    "datetime" => Time(value),
                    "guid" => Guid.TryParse(value, out var guid) ? (object)guid : throw Unclear(),
                    "X" or "binary" => IsHex(value) ? Convert.FromHexString(value) : throw Unclear(),
                    _ => throw Unclear(),
                });
            }

            return name switch
            {
                "true" => (null, true),
                "false" => (null, false),
                "INF" => (null, double.PositiveInfinity),
                "NaN" => (null, double.NaN),
                _ => (name, null),
            };
        }

        private DateTime Time(string value) =>
            DateTime.TryParse(value, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal, out var time) ? time : throw Unclear();

        private static bool IsHex(string value) => value.Length % 2 == 0 && value.All(char.IsAsciiHexDigit);

        private object Number()
        {
            var start = _position;
            while (_position < text.Length && (char.IsAsciiLetterOrDigit(text[_position]) || text[_position] is '-' or '+' or '.')) _position++;
            var number = text[start.._position];
            if (number.EndsWith('L')) return long.TryParse(number[..^1], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var big) ? big : throw Unclear();
            if (number is "-INF") return double.NegativeInfinity;
            if (int.TryParse(number, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var small)) return small;
            return double.TryParse(number, NumberStyles.Float, CultureInfo.InvariantCulture, out var real) ? real : throw Unclear();
        }

        private string Quoted()
        {
            var value = new StringBuilder();
            for (_position++; _position < text.Length; _position++)
            {
                if (text[_position] == '\'')
                {
                    if (_position + 1 == text.Length || text[_position + 1] != '\'')
                    {
                        _position++;
                        return value.ToString();
                    }

                    _position++;
                }

                value.Append(text[_position]);
            }

            throw Unclear();
        }

        private string Name()
        {
            SkipSpaces();
            var start = _position;
            while (_position < text.Length && (char.IsLetterOrDigit(text[_position]) || text[_position] is '_')) _position++;
            return _position > start ? text[start.._position] : throw Unclear();
        }

        private bool Word(string word)
        {
            SkipSpaces();
            var end = _position + word.Length;
            if (end >= text.Length || string.CompareOrdinal(text, _position, word, 0, word.Length) != 0 || text[end] is not (' ' or '(')) return false;
            _position = end;
            return true;
        }

        private void SkipSpaces()
        {
            while (_position < text.Length && text[_position] == ' ') _position++;
        }

        private TableFailureException Unclear() => TableFailureException.InvalidInput($"The filter '{text}' is not understood at character {_position}.");
    }
}
