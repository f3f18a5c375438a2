namespace TeamsSimulator.Launching;

/// <summary>The checkout that this program was built from.</summary>
internal sealed record SourceTree(string Root)
{
    public string Simulator => Path.Combine(Root, "tests", "TeamsSimulator");
    public string Page => Path.Combine(Simulator, "wwwroot");
    public string Packages => Path.Combine(Simulator, "node_modules");
    public string CardRenderer => Path.Combine(Packages, "adaptivecards", "dist");
    public string Azurite => Path.Combine(Packages, "azurite", "dist", "src", "table", "main.js");

    /// <summary>Null when the program was carried away from its checkout.</summary>
    public static SourceTree? Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "SupportBot.sln")))
                return new(folder.FullName);
        return null;
    }
}
