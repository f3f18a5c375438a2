using System.CommandLine;
using System.Text.RegularExpressions;
using SupportBot.Escalation;
using SupportBot.Handbook;
using SupportBot.Tests.Resources;
using YamlDotNet.RepresentationModel;

namespace SupportBot.Tests.Escalation;

/// <summary>The handbook's files are whole, and what is wrong with a partner's own is told with its line.</summary>
public sealed class HandbookCheckTests : IDisposable
{
    private const string Vehicles = "escalation/vehicles-2026.yaml";

    private readonly string folder = Directory.CreateTempSubdirectory("handbook").FullName;

    public static TheoryData<string> Files => [.. new HandbookFiles(folder: null).Names];

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task The_product_s_own_files_have_no_mistake()
    {
        var (code, output, error) = await CheckAsync();

        Assert.Equal((0, ""), (code, error));
        Assert.Contains("no mistakes", output, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Every_text_is_in_both_languages_in_the_house_s_words(string file)
    {
        var faults = new List<string>();
        foreach (var text in Texts(Parsed(file)))
        {
            var (english, portuguese) = (Value(text, "en"), Value(text, "pt-PT"));
            if (string.IsNullOrWhiteSpace(english) || string.IsNullOrWhiteSpace(portuguese)) faults.Add($"{text.Start.Line}: one language is missing");
            faults.AddRange(Glossary.FaultsInEnglish(english ?? "").Concat(Glossary.FaultsInPortuguese(portuguese ?? "")).Select(fault => $"{text.Start.Line}: {fault}"));
        }

        Assert.Empty(faults);
    }

    [Theory]
    [InlineData("  support-2023: {", "  upport-2023: {", "There is no source \"support-2023\"")]
    [InlineData("  - id: csp\n", "  - id: premier\n", "There is a \"premier\" above already")]
    [InlineData("notMemberships: [solutionsPartner]", "notMemberships: [solutionPartner]", "There is no membership \"solutionPartner\"")]
    [InlineData("notContracts: [unified]", "notContracts: [united]", "There is no contract \"united\"")]
    [InlineData("notRoles: [serviceSupportAdministrator,", "notRoles: [supportAdministrator,", "There is no role \"supportAdministrator\"")]
    [InlineData("anyOf: [owner,", "anyOf: [owners,", "There is no role \"owners\"")]
    [InlineData("clouds: [gcc] }", "clouds: [gc] }", "\"clouds\" cannot be \"gc\"")]
    [InlineData("workloads: [thirdParty], categories", "worloads: [thirdParty], categories", "\"worloads\" is not known here")]
    [InlineData("vehicles: [subcontractor]", "vehicles: [subcontracter]", "There is no vehicle \"subcontracter\"")]
    [InlineData("vehicles: [subcontractor]", "vehicles: [provider]", "No recommendation names \"subcontractor\"")]
    [InlineData("    vehicles: [subcontractor]\n", "", "\"vehicles\" is missing")]
    [InlineData("when: { balances: [spent] }\n        reason:\n          en: \"All", "when: { balances: [left] }\n        reason:\n          en: \"All", "\"signature\" is counted")]
    [InlineData("      - id: spent\n", "      - id: no-incidents\n", "two rules with the id \"no-incidents\"")]
    [InlineData("when: { subcontracted: false }", "when: { subcontracted: no }", "must be true or false")]
    [InlineData("        when: { notPartnerTypes: [indirectReseller] }\n", "", "has no condition, so that the vehicle may never be used")]
    [InlineData("        when: { clouds: [gcc] }\n", "", "so that those below it never count")]
    [InlineData("minutes: 120", "minutes: -120", "\"minutes\" must be above zero")]
    [InlineData("minutes: 120", "minutes: two", "must be a whole number")]
    [InlineData("        minutes: 120\n", "", "belong together")]
    [InlineData("incidents: 50", "incidents: 0", "must be above zero")]
    [InlineData("membership: successCore,", "membership: core,", "There is no membership \"core\"")]
    [InlineData("    counted: true\n", "", "Only what is counted can be included")]
    [InlineData("heading: commercial", "heading: trade", "\"heading\" cannot be \"trade\"")]
    [InlineData("      pt-PT: \"Apoio comercial\"", "      pt-PT: \"\"", "\"pt-PT\" is missing")]
    [InlineData("    name:\n      en: \"Commercial support\"\n", "    name:\n", "has no English text")]
    [InlineData("  - { id: adminAgent,", "  - { id: admin,", "\"roles\" does not name adminAgent")]
    [InlineData("      - id: cloud-only\n        when: { families: [onPremises] }", "      - id: cloud-only\n        when: { families: [] }", "names nothing, so that the rule never holds")]
    [InlineData("asOf: 2026-08-28", "asOf: August", "must be a day")]
    [InlineData("edition: \"2026\"", "edition: [", "This is not YAML")]
    public void What_is_wrong_with_an_edition_is_told_with_its_line(string written, string instead, string said) => Told(Vehicles, written, instead, said, Edition.Of);

    [Theory]
    [InlineData("  - id: azure-backup\n", "  - id: azure-restart\n", "There is a \"azure-restart\" above already")]
    [InlineData("handOff: fraud", "handOff: theft", "There is no \"theft\" among \"handOffs\"")]
    [InlineData("    handOff: fraud\n", "", "\"handOff\" is missing")]
    [InlineData("    handOff: fraud\n", "", "No row is handed over as \"fraud\"")]
    [InlineData("    boundary: inside\n", "    boundary: inside\n    handOff: fraud\n", "Only what lies beyond is handed over")]
    [InlineData("    families: [partnerCenter]\n", "    families: [azure]\n    workloads: [teams]\n", "teams is not of that family")]
    [InlineData("boundary: neverMicrosofts", "boundary: never", "\"boundary\" cannot be \"never\"")]
    [InlineData("    families: [microsoft365, azure, dynamics365, onPremises]\n    categories: [technical]\n    topic:\n      en: \"Training\"", "    categories: [technicall]\n    topic:\n      en: \"Training\"", "\"categories\" cannot be \"technicall\"")]
    public void What_is_wrong_with_base_support_is_told_with_its_line(string written, string instead, string said) => Told(BaseSupport.File, written, instead, said, BaseSupport.Of);

    [Fact]
    public void A_matter_without_a_row_is_a_mistake()
    {
        var exception = Assert.Throws<HandbookException>(() => HandbookFiles.Read(BaseSupport.File, new StringReader("""
            sources: { house: { document: "House", date: 2026-11-25, standing: default } }
            handOffs: []
            rows: [{ id: a, families: [azure], topic: A, boundary: inside, reason: R, source: house }]
            """), BaseSupport.Of));

        Assert.Contains(exception.Mistakes, mistake => mistake.What == "No row is about teams and billing.");
        Assert.DoesNotContain(exception.Mistakes, mistake => mistake.What.Contains("azure", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_command_tells_all_mistakes_of_all_files_of_the_partner_and_ends_with_1()
    {
        Directory.CreateDirectory(Path.Combine(folder, "escalation"));
        File.WriteAllText(Path.Combine(folder, "escalation", "vehicles-2026.yaml"), TextOf(Vehicles).Replace("heading: technical", "heading: technicall", StringComparison.Ordinal));
        File.WriteAllText(Path.Combine(folder, "escalation", "base-support.yaml"), TextOf(BaseSupport.File).Replace("handOff: fraud", "handOff: theft", StringComparison.Ordinal));
        File.WriteAllText(Path.Combine(folder, "escalation", "vehicles2027.yaml"), "edition: x");

        var (code, output, error) = await CheckAsync("--folder", folder);

        var lines = error.TrimEnd().Split(Environment.NewLine);
        Assert.Equal((1, ""), (code, output));
        Assert.Equal(TextOf(Vehicles).Split("heading: technical\n").Length - 1, lines.Count(line => Regex.IsMatch(line, @"^escalation/vehicles-2026\.yaml:\d+: ""heading"" cannot be ""technicall""")));
        Assert.Contains(lines, line => Regex.IsMatch(line, @"^escalation/base-support\.yaml:\d+: There is no ""theft"""));
        Assert.Contains(lines, line => line.StartsWith("escalation/vehicles2027.yaml:1: Nothing reads a file of this name", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_partner_s_edition_stands_beside_the_product_s_and_a_folder_that_is_not_there_is_said()
    {
        Directory.CreateDirectory(Path.Combine(folder, "escalation"));
        File.WriteAllText(Path.Combine(folder, "escalation", "vehicles-2027.yaml"), TextOf(Vehicles).Replace("edition: \"2026\"", "edition: \"2027\"", StringComparison.Ordinal));
        var handbook = new HandbookFiles(folder);

        Assert.Equal(["2021", "2026", "2027"], Edition.NamesIn(handbook));
        Assert.Equal("2027", Edition.In(handbook, new EscalationOptions()).Name);
        Assert.Equal(0, (await CheckAsync("--folder", folder)).Code);
        var (code, _, error) = await CheckAsync("--folder", Path.Combine(folder, "none"));
        Assert.Equal(1, code);
        Assert.Contains("There is no folder", error, StringComparison.Ordinal);
    }

    private static void Told<T>(string file, string written, string instead, string said, Func<Entry, T> read)
    {
        var text = TextOf(file);
        var place = text.IndexOf(written, StringComparison.Ordinal);
        Assert.True(place >= 0, $"{file} has no {written}");

        var exception = Assert.Throws<HandbookException>(() => HandbookFiles.Read(file, new StringReader(text[..place] + instead + text[(place + written.Length)..]), read));

        Assert.Contains(exception.Mistakes, mistake => mistake.File == file && mistake.Line > 0 && mistake.What.Contains(said, StringComparison.Ordinal));
    }

    private static string TextOf(string file)
    {
        using var reader = new StreamReader(typeof(HandbookFiles).Assembly.GetManifestResourceStream(file)!);
        return reader.ReadToEnd();
    }

    private static YamlNode Parsed(string file)
    {
        var yaml = new YamlStream();
        yaml.Load(new StringReader(TextOf(file)));
        return yaml.Documents[0].RootNode;
    }

    private static IEnumerable<YamlMappingNode> Texts(YamlNode node) => node.AllNodes.OfType<YamlMappingNode>().Where(each => Value(each, "en") is not null || Value(each, "pt-PT") is not null);

    private static string? Value(YamlMappingNode node, string name) => node.Children.TryGetValue(new YamlScalarNode(name), out var value) ? (value as YamlScalarNode)?.Value ?? "" : null;

    private static async Task<(int Code, string Output, string Error)> CheckAsync(params string[] args)
    {
        var console = new InvocationConfiguration { Output = new StringWriter(), Error = new StringWriter() };
        var code = await CommandLine.RunAsync(["handbook", "check", .. args], console);
        return (code, console.Output.ToString()!, console.Error.ToString()!);
    }
}
