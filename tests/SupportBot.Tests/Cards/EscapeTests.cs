using SupportBot.Cards;

namespace SupportBot.Tests.Cards;

public sealed class EscapeTests
{
    [Theory]
    [InlineData("[Approved by Lea](https://evil.example)", @"\[Approved by Lea\](https://evil.example)")]
    [InlineData("![x](https://evil.example)", @"!\[x\](https://evil.example)")]
    [InlineData("<at>Lea</at>", "&lt;at&gt;Lea&lt;/at&gt;")]
    [InlineData("<script>alert('x')</script>", "&lt;script&gt;alert('x')&lt;/script&gt;")]
    [InlineData("# A-1042 closed", @"\# A-1042 closed")]
    [InlineData("one\n# two\n  - three\n+ four", @"one<br>\# two<br>  \- three<br>\+ four")]
    [InlineData("**bold** _it_ ~~no~~ `code`", @"\*\*bold\*\* \_it\_ \~\~no\~\~ \`code\`")]
    [InlineData("a & b", "a &amp; b")]
    [InlineData("one\r\ntwo", "one<br>two")]
    [InlineData("1. first", @"1\. first")]
    [InlineData("12) first", @"12\) first")]
    [InlineData("A-1042 costs 1.50 (net) - it doesn't work!", "A-1042 costs 1.50 (net) - it doesn't work!")]
    [InlineData(@"C:\temp", @"C:\\temp")]
    [InlineData("não funciona 👩‍👩‍👧‍👦 مرحبا", "não funciona 👩‍👩‍👧‍👦 مرحبا")]
    public void In_a_message_text_is_literal(string text, string expected) => Assert.Equal(expected, Escape.ForMessage(text));

    [Theory]
    [InlineData("[x](https://evil.example)", @"\[x\](https://evil.example)")]
    [InlineData("<at>Lea</at>", @"\<at\>Lea\</at\>")]
    [InlineData("- item", @"\- item")]
    [InlineData("one\n- item", "one\n\\- item")]
    [InlineData("A-1042: it doesn't work (again).", "A-1042: it doesn't work (again).")]
    public void In_a_card_text_is_literal(string text, string expected) => Assert.Equal(expected, Escape.ForCard(text));

    [Theory]
    [InlineData("invoice\u202Efdp.exe", "invoice\uFFFDfdp.exe")]
    [InlineData("a\u2066b\u2069c", "a\uFFFDb\uFFFDc")]
    [InlineData("bell\u0007", "bell\uFFFD")]
    [InlineData("tab\tand\nline", "tab\tand\nline")]
    public void Characters_that_hide_or_reorder_are_made_visible(string text, string expected) => Assert.Equal(expected, Escape.Visible(text));

    [Theory]
    [InlineData("*bold* [a](http://x) <at>Bo</at> a\\b C:\\temp\\ 1. one\n# two")]
    [InlineData("Olá, tudo bem?")]
    [InlineData("")]
    public void What_was_escaped_for_a_card_can_be_read_as_it_was_typed(string text) => Assert.Equal(text, Escape.Undo(Escape.ForCard(text)));

    [Theory]
    [InlineData("مرحبا Outlook", true)]
    [InlineData("שלום", true)]
    [InlineData("123 مرحبا", true)]
    [InlineData("Outlook مرحبا", false)]
    [InlineData("Olá", false)]
    [InlineData("", false)]
    public void The_first_letter_says_the_direction(string text, bool expected) => Assert.Equal(expected, Escape.IsRightToLeft(text));
}
