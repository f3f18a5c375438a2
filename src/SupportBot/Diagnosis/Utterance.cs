using System.Globalization;
using System.Text;

namespace SupportBot.Diagnosis;

/// <summary>What a short typed text asks for, apart from describing trouble.</summary>
public enum Utterance
{
    /// <summary>Nothing of these: it describes something, or answers a question.</summary>
    Words,

    /// <summary>What can you do?</summary>
    Help,

    /// <summary>Stop what we are doing.</summary>
    Cancel,

    /// <summary>How far is my request?</summary>
    Status,

    /// <summary>Show my requests.</summary>
    MyTickets,

    /// <summary>What support is there, when, and at what price?</summary>
    Offer,

    /// <summary>What am I told, and when?</summary>
    Notifications,

    /// <summary>Let me talk to a person.</summary>
    TalkToPerson,

    /// <summary>Our business stands still because of it.</summary>
    StopsBusiness,

    /// <summary>Begin something new.</summary>
    NewRequest,

    /// <summary>Yes.</summary>
    Yes,

    /// <summary>No.</summary>
    No,

    /// <summary>Send it.</summary>
    Send,

    /// <summary>Thank you, and nothing else.</summary>
    Thanks,

    /// <summary>Hello, and nothing else.</summary>
    Greeting,

    /// <summary>An agent's: file a request that a customer made elsewhere.</summary>
    NewForCustomer,

    /// <summary>An agent's: which customers are there?</summary>
    Customers,

    /// <summary>An agent's: let tickets come into this channel.</summary>
    UseChannel,
}

/// <summary>Understands short typed texts in every language that people write, whatever language the bot answers in.</summary>
public static class Utterances
{
    private const int LongestUtterance = 60;

    private static readonly Dictionary<string, Utterance> Known = Entries(
        (Utterance.Help, "help|? |what can you do|ajuda|ajuda-me|ajude-me|o que podes fazer|o que pode fazer|ayuda"),
        (Utterance.Cancel, "cancel|stop|forget it|never mind|nevermind|quit|cancelar|cancela|cancele|esquece|esqueca|desistir|parar|deixe estar|deixa estar"),
        (Utterance.Status, "status|state|any news|any update|what is the status|whats the status|estado|situacao|ponto de situacao|ha novidades|novidades|qual e o estado|como esta o meu pedido|estado do pedido"),
        (Utterance.MyTickets, "my tickets|my requests|tickets|list|os meus pedidos|meus pedidos|pedidos|os meus tickets|lista|mis tickets"),
        (Utterance.Offer,
            "hours|opening hours|service hours|support hours|business hours|office hours|working hours|opening times|what are your hours|what are your opening hours|what are the opening hours|what are your support hours|"
            + "when are you open|when do you open|when do you close|are you open|are you open now|are you open today|"
            + "hours and prices|prices|price|pricing|price list|rates|cost|costs|what does it cost|what do you charge|how much|how much is it|how much does it cost|how much do you charge|how much does support cost|what are your prices|is it free|"
            + "what do you support|what support do you give|what support do you offer|which services do you support|support offer|offer|"
            + "horario|horarios|horario de atendimento|horario de funcionamento|qual e o horario|qual e o vosso horario|que horario tem|que horarios tem|que horario fazem|quando abrem|quando fecham|a que horas abrem|a que horas fecham|"
            + "estao abertos|estao abertos agora|"
            + "horario e precos|preco|precos|precario|tabela de precos|tarifas|custo|custos|quanto custa|quanto e que custa|quanto custa o apoio|quanto cobram|quanto e|qual e o preco|quais sao os precos|e gratuito|e gratis|"
            + "que apoio dao|que apoio e que dao|que apoio tem|o que apoiam|que servicos apoiam|oferta de apoio|oferta|"
            + "horario de atencion|cual es el horario|que horario tienen|cuando abren|a que hora abren|estan abiertos|precios|precio|lista de precios|tarifa|cuanto cuesta|cuanto cobran|es gratis|que soporte ofrecen|que servicios ofrecen"),
        (Utterance.Notifications, "notifications|notification settings|quiet hours|notificacoes|avisos|horas de sossego|definicoes de notificacoes|notificaciones"),
        (Utterance.TalkToPerson,
            "talk to a person|talk to a human|talk to someone|speak to a person|speak to a human|speak to someone|speak to an agent|talk to an agent|person|human|agent|real person|operator|"
            + "i want to talk to a person|i want a human|i want to speak to a human|i need a human|this is useless|"
            + "falar com uma pessoa|quero falar com uma pessoa|quero falar com alguem|falar com alguem|falar com um agente|quero um humano|pessoa|humano|agente|operador|uma pessoa por favor|isto nao serve para nada|"
            + "hablar con una persona|quiero hablar con una persona|persona"),
        (Utterance.StopsBusiness,
            "this stops my business|this stops our business|it stops my business|it stops our business|my business is stopped|our business is stopped|the business is stopped|the company is stopped|"
            + "our company is stopped|business is down|our business is down|my business is down|we are stopped|were stopped|we cannot work|we cant work|nobody can work|no one can work|everything is stopped|"
            + "a minha empresa esta parada|a nossa empresa esta parada|a empresa esta parada|a empresa parou|empresa parada|estamos parados|estamos todos parados|"
            + "estamos completamente parados|esta tudo parado|tudo parado|o negocio esta parado|ninguem consegue trabalhar|nao conseguimos trabalhar"),
        (Utterance.NewRequest, "new request|new ticket|get support|another request|novo pedido|novo ticket|pedir apoio|outro pedido|nova solicitacao"),
        (Utterance.Yes, "yes|y|yep|yeah|yup|sure|ok|okay|correct|right|sim|s|claro|certo|esta certo|esta bem|pois|isso|isso mesmo|si"),
        (Utterance.No, "no|n|nope|nah|not yet|nao|ainda nao|nada disso"),
        (Utterance.Send, "send|send it|submit|enviar|envia|envie|manda|mandar|pode enviar|submeter"),
        (Utterance.Thanks, "thanks|thank you|thx|ty|many thanks|thanks a lot|thank you very much|great thanks|ok thanks|perfect thanks|cheers|"
            + "obrigado|obrigada|muito obrigado|muito obrigada|ok obrigado|ok obrigada|obrigadissimo|otimo obrigado|otimo obrigada|perfeito obrigado|gracias"),
        (Utterance.Greeting, "hi|hello|hey|good morning|good afternoon|good evening|hi there|hello there|ola|bom dia|boa tarde|boa noite|viva|oi|hola|buenos dias"),
        (Utterance.NewForCustomer, "file for a customer|for a customer|registar por um cliente|pedido para um cliente"),
        (Utterance.Customers, "customers|clientes"),
        (Utterance.UseChannel, "use this channel|queue|usar este canal|fila"));

    /// <summary>What the text asks for; <see cref="Utterance.Words"/> unless the whole text is one of the known phrases.</summary>
    public static Utterance Of(string? text)
    {
        if (text is null || text.Length > LongestUtterance) return Utterance.Words;
        return text.Trim() is "?" ? Utterance.Help : Known.GetValueOrDefault(Fold(text), Utterance.Words);
    }

    /// <summary>What the text asks for when a customer writes it: an agent's commands are plain words there.</summary>
    public static Utterance OfCustomer(string? text) =>
        Of(text) is var meaning and not (Utterance.NewForCustomer or Utterance.Customers or Utterance.UseChannel) ? meaning : Utterance.Words;

    /// <summary>Lower case, without accents, punctuation and double spaces, so that "NÃO!!" and "nao" are one word.</summary>
    public static string Fold(string text)
    {
        var folded = new StringBuilder(text.Length);
        foreach (var character in text.Normalize(NormalizationForm.FormD))
        {
            if (CharUnicodeInfo.GetUnicodeCategory(character) is UnicodeCategory.NonSpacingMark) continue;
            if (char.IsLetterOrDigit(character)) folded.Append(char.ToLowerInvariant(character));
            else if (character is '\'' or '’') continue;
            else if (folded.Length > 0 && folded[^1] != ' ') folded.Append(' ');
        }

        return folded.ToString().TrimEnd();
    }

    private static Dictionary<string, Utterance> Entries(params (Utterance Meaning, string Phrases)[] entries)
    {
        var known = new Dictionary<string, Utterance>(StringComparer.Ordinal);
        foreach (var (meaning, phrases) in entries)
        {
            foreach (var phrase in phrases.Split('|'))
            {
                if (Fold(phrase) is { Length: > 0 } folded) known.Add(folded, meaning);
            }
        }

        return known;
    }
}
