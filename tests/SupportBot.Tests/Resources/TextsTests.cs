using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Resources;
using System.Text.RegularExpressions;
using SupportBot.Resources;

namespace SupportBot.Tests.Resources;

public sealed partial class TextsTests
{
    private static readonly ResourceManager Strings = new("SupportBot.Resources.Texts", typeof(Texts).Assembly);

    [Fact]
    public void Every_text_is_there_in_every_language_and_no_language_has_more()
    {
        var members = typeof(Texts).GetMembers(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
            .Where(member => member is PropertyInfo { Name: not (nameof(Texts.Language) or nameof(Texts.Culture)) } or MethodInfo { IsSpecialName: false })
            .Select(member => member.Name)
            .Order(StringComparer.Ordinal)
            .ToList();

        foreach (var language in Languages.All) Assert.Equal(members, EntriesOf(language).Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_text_is_said_somewhere()
    {
        var folder = Repository.Path("src", "SupportBot");
        var said = string.Join('\n', Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories)
            .Where(file => !Path.GetRelativePath(folder, file).Split(Path.DirectorySeparatorChar)[0].Equals("obj", StringComparison.Ordinal) && !file.EndsWith("Texts.cs", StringComparison.Ordinal))
            .Select(File.ReadAllText));

        Assert.DoesNotContain(EntriesOf(Languages.English).Keys, name => !Regex.IsMatch(said, $@"[tT]exts(\.In\(.*\))?\.{name}\b"));
    }

    [Fact]
    public void The_same_places_are_left_open_in_every_language()
    {
        var english = EntriesOf(Languages.English);
        foreach (var language in Languages.All)
        {
            foreach (var (name, text) in EntriesOf(language))
            {
                Assert.False(string.IsNullOrWhiteSpace(text), $"{name} is empty in {language}");
                Assert.True(PlacesIn(english[name]).SetEquals(PlacesIn(text)), $"{name} in {language} leaves other places open than in English");
            }
        }
    }

    [Fact]
    public void No_sentence_was_forgotten_in_translation()
    {
        var english = EntriesOf(Languages.English);
        var same = EntriesOf(Languages.Portuguese).Where(entry => entry.Value == english[entry.Key] && entry.Value.Count(char.IsLetter) > 12).Select(entry => entry.Key);

        // Names of products are the same everywhere.
        Assert.Equal([nameof(Texts.ServiceDynamics365)], same.Where(name => !name.StartsWith("Service", StringComparison.Ordinal)).Append(nameof(Texts.ServiceDynamics365)));
    }

    [Theory]
    [InlineData("pt-PT", "pt-PT")]
    [InlineData("pt-BR", "pt-PT")]
    [InlineData("PT", "pt-PT")]
    [InlineData("en-GB", "en")]
    [InlineData("de-DE", "en")]
    [InlineData("", "en")]
    [InlineData(null, "en")]
    [InlineData("../../x", "en")]
    public void A_person_is_spoken_to_in_the_nearest_language(string? locale, string expected) => Assert.Equal(expected, Texts.In(locale).Language);

    [Fact]
    public void What_a_language_lacks_is_said_whole_in_English() =>
        Assert.Equal("Cancelled. Nothing was sent.", Strings.GetString(nameof(Texts.Cancelled), CultureInfo.GetCultureInfo("cs-CZ")));

    private static Dictionary<string, string> EntriesOf(string language)
    {
        var culture = language == Languages.English ? CultureInfo.InvariantCulture : CultureInfo.GetCultureInfo(language);
        return Strings.GetResourceSet(culture, createIfNotExists: true, tryParents: false)!.Cast<DictionaryEntry>()
            .ToDictionary(entry => (string)entry.Key, entry => (string)entry.Value!, StringComparer.Ordinal);
    }

    private static HashSet<string> PlacesIn(string text) => [.. Place().Matches(text).Select(match => match.Value)];

    [GeneratedRegex(@"\{\d\}")]
    private static partial Regex Place();
}
