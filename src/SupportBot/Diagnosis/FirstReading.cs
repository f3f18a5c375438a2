namespace SupportBot.Diagnosis;

/// <summary>What the first words seem to be about. A null is "the words do not say", and is asked instead of guessed.</summary>
/// <param name="Subject">The first sentence, one line, however long.</param>
/// <param name="Service">The name of a service: <c>Microsoft365</c>, <c>Azure</c> or <c>Dynamics365</c>.</param>
/// <param name="Category">The name of a category: <c>Technical</c>, <c>Billing</c> or <c>Subscription</c>.</param>
/// <param name="Affected">The name of a reach: <c>OnlyMe</c>, <c>Several</c> or <c>Everyone</c>.</param>
/// <param name="Blocked">The name of a hindrance: <c>No</c>, <c>Partly</c> or <c>Yes</c>.</param>
public sealed record Reading(string Subject, string? Service, string? Category, string? Affected, string? Blocked);

/// <summary>Reads the first words for the summary's defaults: whole words and phrases, in English and Portuguese.</summary>
public static class FirstReading
{
    // Only the beginning decides: what a ten-thousand-character log mentions is not what the person is asking about.
    private const int Beginning = 2000;

    // "Dr. Silva cannot sign in" and "1. Outlook is slow" do not end at their first full stop.
    private const int ShortestSentence = 10;

    private static readonly (string Name, string[] Words)[] Services =
    [
        ("Azure", Words("azure|entra|virtual machine|maquina virtual|vm|vms|app service|sql database|storage account|conta de armazenamento|key vault|kubernetes|aks")),
        ("Dynamics365", Words("dynamics|crm|business central|power apps|powerapps|power automate|power bi|power platform|dataverse|copilot studio")),
        ("Microsoft365", Words(
            "microsoft 365|office 365|office|m365|o365|outlook|teams|exchange|onedrive|sharepoint|word|excel|powerpoint|onenote|intune|defender|planner|copilot|"
            + "mail|e mail|email|emails|mailbox|caixa de correio|correio|calendar|calendario|mfa|authenticator|password|palavra passe|sign in|iniciar sessao|login")),
    ];

    private static readonly (string Name, string[] Words)[] Categories =
    [
        ("Billing", Words("invoice|invoices|bill|billing|billed|charge|charged|charges|refund|payment|credit card|vat|price|prices|fatura|faturas|faturacao|cobranca|cobrado|cobraram|reembolso|pagamento|iva|nota de credito|preco|precos")),
        ("Subscription", Words("subscription|subscriptions|license|licenses|licence|licences|seat|seats|renew|renewal|upgrade|downgrade|add users|plan|order|trial|subscricao|subscricoes|licenca|licencas|renovar|renovacao|lugares|encomenda|encomendar|plano|contratar")),
        ("Technical", Words(
            "error|fails|failing|failed|broken|crash|crashes|slow|not working|does not work|doesnt work|cannot|cant|can not|unable|down|problem|issue|stopped|keeps|blocked|password|sync|"
            + "erro|falha|falhou|avariado|lento|lenta|nao funciona|nao funcionam|nao consigo|nao conseguimos|nao abre|nao envia|nao recebe|nao recebo|em baixo|problema|parou|bloqueado|palavra passe|sincronizar")),
    ];

    private static readonly string[] AllPeople = Words("everyone|everybody|all users|whole company|entire company|all of us|nobody can|no one can|toda a gente|todos|todos os utilizadores|toda a empresa|empresa inteira|ninguem consegue|ninguem pode");
    private static readonly string[] SomePeople = Words("several|some users|some of us|a few|many users|my team|our team|colleagues|we|us|varios|varias|alguns|algumas|a minha equipa|a equipa|colegas|nos|equipa");
    private static readonly string[] OnePerson = Words("i|me|my|mine|eu|meu|minha|o meu|a minha|nao consigo");
    private static readonly string[] Stopped = Words("cannot work|cant work|unable to work|stopped|work is stopped|business is down|completely down|blocked|emergency|urgent|urgently|nao consigo trabalhar|nao conseguimos trabalhar|parado|parados|parada|paradas|bloqueado|bloqueados|emergencia|urgente|urgentemente");
    private static readonly string[] Hindered = Words("slow|sometimes|intermittent|keeps asking|workaround|lento|lenta|as vezes|por vezes|intermitente|esta sempre a pedir");

    /// <summary>Reads the words.</summary>
    public static Reading Of(string text)
    {
        var folded = " " + Utterances.Fold(text.Length > Beginning ? text[..Beginning] : text) + " ";
        return new Reading(
            SubjectOf(text),
            OnlyOne(Services, folded),
            First(Categories, folded),
            Has(folded, AllPeople) ? "Everyone" : Has(folded, SomePeople) ? "Several" : Has(folded, OnePerson) ? "OnlyMe" : null,
            Has(folded, Stopped) ? "Yes" : Has(folded, Hindered) ? "Partly" : null);
    }

    /// <summary>Whether the text holds at least one letter or digit: emoji alone describe nothing.</summary>
    public static bool HasWords(string? text) => text is not null && text.Any(char.IsLetterOrDigit);

    private static string SubjectOf(string text)
    {
        var line = text.AsSpan().Trim();
        var end = line.IndexOfAny('\r', '\n');
        if (end >= 0) line = line[..end];
        for (var i = 0; i + 1 < line.Length; i++)
        {
            if (i >= ShortestSentence && line[i] is '.' or '!' or '?' && char.IsWhiteSpace(line[i + 1]))
            {
                line = line[..i];
                break;
            }
        }

        return line.TrimEnd(".!?,;: ").ToString();
    }

    // Two services named: it may be either, and only the person knows.
    private static string? OnlyOne((string Name, string[] Words)[] kinds, string folded)
    {
        string? found = null;
        foreach (var (name, words) in kinds)
        {
            if (!Has(folded, words)) continue;
            if (found is not null) return null;
            found = name;
        }

        return found;
    }

    private static string? First((string Name, string[] Words)[] kinds, string folded)
    {
        foreach (var (name, words) in kinds)
        {
            if (Has(folded, words)) return name;
        }

        return null;
    }

    private static bool Has(string folded, string[] words) => Array.Exists(words, word => folded.Contains(word, StringComparison.Ordinal));

    private static string[] Words(string list) => [.. list.Split('|').Select(word => " " + word + " ")];
}
