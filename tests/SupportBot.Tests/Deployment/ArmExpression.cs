using System.Globalization;

namespace SupportBot.Tests.Deployment;

/// <summary>An expression of an ARM template, such as <c>[parameters('cloud')]</c>, read as far as our template needs it.</summary>
internal abstract record ArmExpression
{
    /// <summary>A text in quotation marks.</summary>
    public sealed record Text(string Value) : ArmExpression;

    /// <summary>A whole number.</summary>
    public sealed record Number(int Value) : ArmExpression;

    /// <summary>A function with its arguments.</summary>
    public sealed record Call(string Function, IReadOnlyList<ArmExpression> Arguments) : ArmExpression;

    /// <summary>What stands after a dot.</summary>
    public sealed record Member(ArmExpression Of, string Name) : ArmExpression;

    /// <summary>Whether a text of the template is an expression; <c>[[</c> begins a text that only looks like one.</summary>
    public static bool Is(string text) => text.StartsWith('[') && text.EndsWith(']') && !text.StartsWith("[[", StringComparison.Ordinal);

    /// <summary>Reads an expression with its brackets.</summary>
    /// <exception cref="ArmException">It cannot be read.</exception>
    public static ArmExpression Parse(string text)
    {
        var reader = new Reader(text[1..^1]);
        var expression = reader.Expression();
        return reader.AtEnd ? expression : throw new ArmException($"cannot be read from \"{reader.Rest}\"");
    }

    private sealed class Reader(string text)
    {
        private int at;

        public bool AtEnd
        {
            get
            {
                while (at < text.Length && text[at] == ' ') at++;
                return at == text.Length;
            }
        }

        public string Rest => text[at..];

        public ArmExpression Expression()
        {
            if (AtEnd) throw new ArmException("ends too early");
            if (text[at] == '\'') return Quoted();
            if (char.IsAsciiDigit(text[at])) return new Number(int.Parse(Run(char.IsAsciiDigit), CultureInfo.InvariantCulture));
            ArmExpression expression = new Call(Word(), Arguments());
            while (Takes('.')) expression = new Member(expression, Word());
            return expression;
        }

        private List<ArmExpression> Arguments()
        {
            var arguments = new List<ArmExpression>();
            Expect('(');
            if (Takes(')')) return arguments;
            do arguments.Add(Expression());
            while (Takes(','));
            Expect(')');
            return arguments;
        }

        private Text Quoted()
        {
            at++;
            var value = Run(each => each != '\'');
            Expect('\'');
            return new Text(value);
        }

        private string Word() => Run(each => char.IsAsciiLetterOrDigit(each) || each == '_') is { Length: > 0 } word ? word : throw new ArmException($"cannot be read from \"{Rest}\"");

        private string Run(Func<char, bool> isPart)
        {
            var from = at;
            while (at < text.Length && isPart(text[at])) at++;
            return text[from..at];
        }

        private bool Takes(char expected)
        {
            if (AtEnd || text[at] != expected) return false;
            at++;
            return true;
        }

        private void Expect(char expected)
        {
            if (!Takes(expected)) throw new ArmException($"lacks {expected} before \"{Rest}\"");
        }
    }
}

/// <summary>An expression that cannot be read or worked out, and why.</summary>
internal sealed class ArmException(string message) : Exception(message);
