using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace SupportBot.Tests.Resources;

public sealed partial class GlossaryTests
{
    /// <summary>The texts of the product and its documentation for readers in Portugal: <c>Texts.pt-PT.resx</c>, and whatever else bears the tag in its path.</summary>
    public static TheoryData<string> PortugueseFiles => [.. Files().Where(file => TaggedPortuguese().IsMatch(file))];

    public static TheoryData<string> EnglishFiles => [.. Files().Where(file => NeutralResource().IsMatch(file))];

    [Fact]
    public void The_page_says_what_the_data_say()
    {
        var (page, wanted) = (Repository.Path("docs", "glossary.md"), Glossary.ToMarkdown());
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1") File.WriteAllText(page, wanted);

        Assert.True(File.ReadAllText(page).ReplaceLineEndings("\n") == wanted, $"docs/glossary.md should read:\n\n{wanted}");
    }

    [Fact]
    public void Every_idea_stands_once_in_order_with_its_meaning_and_words_that_the_house_allows()
    {
        var ideas = Glossary.Entries.Select(entry => entry.Idea).ToList();
        Assert.Equal(ideas.Distinct().Order(StringComparer.Ordinal), ideas);
        foreach (var entry in Glossary.Entries)
        {
            Assert.EndsWith(".", entry.Meaning, StringComparison.Ordinal);
            Assert.Empty(Glossary.FaultsInEnglish($"{entry.Idea}: {entry.Meaning}"));
            Assert.Empty(Glossary.FaultsInPortuguese(entry.Portuguese.Term));
        }
    }

    [Theory]
    [MemberData(nameof(PortugueseFiles))]
    public void Portuguese_is_European(string file)
    {
        foreach (var (name, text) in TextsIn(file))
            Assert.True(!Glossary.FaultsInPortuguese(text).Any(), $"{name} in {file} says {string.Join(", ", Glossary.FaultsInPortuguese(text))}:\n{text}");
    }

    [Theory]
    [MemberData(nameof(EnglishFiles))]
    public void English_keeps_to_the_words_of_the_house(string file)
    {
        foreach (var (name, text) in TextsIn(file))
            Assert.True(!Glossary.FaultsInEnglish(text).Any(), $"{name} in {file} says {string.Join(", ", Glossary.FaultsInEnglish(text))}:\n{text}");
    }

    [Theory]
    [InlineData("O usuário não consegue entrar.", "usuári*")]
    [InlineData("Os USUÁRIOS foram avisados.", "usuári*")]
    [InlineData("Entre em contato com a equipa.", "contat*")]
    [InlineData("A equipe responde aqui.", "equipe")]
    [InlineData("Olhe para a tela.", "tela")]
    [InlineData("Escreva a sua senha.", "senha*")]
    [InlineData("Você pode escrever aqui.", "você*")]
    [InlineData("Envie o arquivo.", "arquivo")]
    [InlineData("Estamos trabalhando no seu pedido.", "estamos *ndo")]
    [InlineData("O técnico está de\n plantão.", "plantão")]
    [InlineData("Confirme a recepc\u0327a\u0303o.", "recepção")]
    [InlineData("Peça suporte\ntécnico.", "suporte técnico")]
    [InlineData("O seu ticket foi aceite.", "ticket*")]
    public void A_word_of_another_variant_is_refused(string text, string refused) =>
        Assert.Contains(Glossary.FaultsInPortuguese(text), fault => fault.StartsWith($"\"{refused}\"; say ", StringComparison.Ordinal));

    [Theory]
    [InlineData("O utilizador tem o contacto da equipa no ecrã.")]
    [InlineData("Vai receber o ficheiro assim que o registo estiver guardado.")]
    [InlineData("Transfira o guia em https://contoso.example/download/link e carregue em Enviar.")]
    [InlineData("Uma senhora de outra equipa, num aparelho equipado, quando puder, trata disso.")]
    public void A_word_of_the_house_is_not(string text) => Assert.Empty(Glossary.FaultsInPortuguese(text));

    [Theory]
    [InlineData("Please click here.", "click here")]
    [InlineData("Two licenses are missing.", "licenses")]
    [InlineData("Log in again.", "log in")]
    public void So_it_is_in_English(string text, string refused) =>
        Assert.Contains(Glossary.FaultsInEnglish(text), fault => fault.StartsWith($"\"{refused}\"; say ", StringComparison.Ordinal));

    [Theory]
    [InlineData("src/SupportBot/Resources/Texts.pt-PT.resx", true)]
    [InlineData("src/SupportBot/Manifest/pt-pt.json", true)]
    [InlineData("docs/pt-PT/install.md", true)]
    [InlineData("docs/guide.pt-PT.md", true)]
    [InlineData("src/SupportBot/Resources/Texts.resx", false)]
    public void A_text_is_found_by_the_tag_in_its_path(string file, bool found) => Assert.Equal(found, TaggedPortuguese().IsMatch(file));

    [Fact]
    public void The_texts_that_there_are_have_been_found()
    {
        var files = Files().Where(file => TaggedPortuguese().IsMatch(file) || NeutralResource().IsMatch(file)).ToList();
        Assert.Contains("src/SupportBot/Resources/Texts.pt-PT.resx", files);
        Assert.Contains("src/SupportBot/Resources/Texts.resx", files);
        Assert.All(files, file => Assert.NotEmpty(TextsIn(file)));
    }

    private static List<string> Files()
    {
        var root = Repository.Path();
        return [.. from folder in (string[])["src", "docs", "deploy"]
                   where Directory.Exists(Path.Combine(root, folder))
                   from file in Directory.EnumerateFiles(Path.Combine(root, folder), "*", SearchOption.AllDirectories)
                   let path = Path.GetRelativePath(root, file).Replace('\\', '/')
                   where !Built().IsMatch(path)
                   orderby path
                   select path];
    }

    private static List<(string Name, string Text)> TextsIn(string file)
    {
        var path = Repository.Path(file.Split('/'));
        return Path.GetExtension(file) switch
        {
            ".resx" => [.. XDocument.Load(path).Root!.Elements("data").Select(data => ((string)data.Attribute("name")!, (string)data.Element("value")!))],
            ".json" => [.. Strings(JsonDocument.Parse(File.ReadAllText(path)).RootElement, "$")],
            _ => [("the text", File.ReadAllText(path))],
        };
    }

    private static IEnumerable<(string, string)> Strings(JsonElement json, string at) => json.ValueKind switch
    {
        JsonValueKind.String => [(at, json.GetString()!)],
        JsonValueKind.Object => json.EnumerateObject().SelectMany(member => Strings(member.Value, $"{at}.{member.Name}")),
        JsonValueKind.Array => json.EnumerateArray().SelectMany((item, index) => Strings(item, $"{at}[{index}]")),
        _ => [],
    };

    [GeneratedRegex(@"(^|[./_-])pt-PT[./]", RegexOptions.IgnoreCase)]
    private static partial Regex TaggedPortuguese();

    [GeneratedRegex(@"(^|/)[^./]+\.resx$")]
    private static partial Regex NeutralResource();

    [GeneratedRegex("(^|/)(bin|obj|node_modules)/")]
    private static partial Regex Built();
}
