"""How promises, requests, answers and endings are said: the word lists and shapes, as data."""

import re

from core.language.english import ENGLISH
from core.language.threads.names import MENTION
from core.language.vocabulary import words_of


def _re(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


VERBS = ENGLISH.verbs | words_of(
    "adapt adjust apply attach attend backport bump catch change clarify confirm connect "
    "copy correct cover debug demo "
    "deal describe design do double-check drain drive edit email enter extend fail fetch "
    "figure forward gather generate "
    "grab grant handle have host include install introduce join keep label lead link list "
    "lock look mark monitor nudge "
    "load brief smoke-test own pack page pair patch pin profile prepare proofread provide "
    "ping raise refund remember reach recheck "
    "reconcile register repeat replace rerun re-run retry revert revoke revise ring rotate "
    "save scale scan select "
    "shut sit spin split store summarise summarize support swap tag throw tweak trigger tighten "
    "translate treat triage type unlock unsubscribe use validate vote warn whitelist wipe wrap"
)
"""Verbs that begin an order: "ben, rotate the keys"."""
INFORMING = words_of(
    "see tell explain remember hear believe imagine think say access reproduce elaborate "
    "clarify guess feel know "
    "recall understand reach live repro connect suggest recommend spot afford even actually"
)
"""After "can you": a question, for what is wanted is an answer here."""
TELLING = words_of("tell explain")
TELL_US = _re(r"\w+\s(?:me|us|what|why|how|if|whether|where|when|which)\b")
"""What is wanted here and now; "tell the customers" is something to do."""
GIVING = words_of("send share give show post link point forward paste drop tell remind resend")
LEAD = _re(
    r"(?:(?:ok(?:ay|i)?|k|alright|all\sright|right|so|and|also|but|then|well|hey|hi|hello|"
    r"hallo|yo|oh|ah|aha|hm+|uh|um|great|"
    r"perfect|cool|nice|thanks|thx|thank\syou|cheers|actually|btw|fyi|anyway|"
    r"one\smore(?:\sthing)?|in\sthat\scase|good\s"
    r"(?:point|idea|catch|morning)|morning|fair(?:\senough)?|sorry|my\sbad|oops|team|all|"
    r"folks|everyone|guys|quick\s(?:one|question)|"
    r"(?:decision|note\sto\sself|reminder|update|next|first|finally|besides|otherwise|"
    r"news)(?=\s?[,:])|yeah|yes|yep|sure|no\sworries|"
    r"(?:i|we)\s(?:think|guess|agree)|agreed|lol|haha+|heh|wow|ugh|urgh|"
    r"damn)(?![\w'])[\s,.!:\u2013\u2014-]{0,4}){1,6}"
)
_SOFT = (
    r"(?:\s(?:also|just|then|please|pls|quickly|probably|maybe|possibly|perhaps|definitely|"
    r"personally|kindly|instead|now|still|really|quick|at\sleast))*"
)
PROMISE = _re(
    rf"\bi(?:'ll|\swill)\b{_SOFT}|\bi(?:'m|\sam|m)\s(?:going\sto|gonna|about\sto)\b{_SOFT}|"
    rf"(?:^|(?<=\s))ill\s(?=(?:do|take|send|get|make|fix|look|write|check|ask|bring|"
    rf"book|update|handle|add|call|set|put|open|have|try|prepare|review|test)\b)"
    rf"|\blet\sme(?!\sknow)\b{_SOFT}|\blemme(?!\sknow)\b{_SOFT}|^(?:will|gonna|"
    rf"going\sto)(?!\s(?:i|we|you|he|she|it|they|this|that|there|the|be\b|not|never|work|"
    rf"also\sbe))\b{_SOFT}"
    rf"|\bi'?d\sbe\s(?:happy|glad)\sto\b|^(?:happy|glad)\sto\b|\bi\s(?:promise|plan|"
    rf"intend)\sto\b|\bi(?:'ve)?\s(?:need|have|got|gotta)\sto\b(?!\s(?:say|admit|confess|"
    rf"agree))"
)
TAKING = _re(
    r"^(?:i(?:'m|\sam)\s)?(?:taking|handling|looking\s(?:into|at)|working\son|"
    r"picking\s(?:it|this|that)?\s?up|checking|chasing|preparing|fixing|drafting)\b"
    r"|^i(?:'ve)?\s(?:got|have)\s(?=(?:this|that|it)(?:\sone)?\b)|^i\s(?:take|can\stake|"
    r"own)\b|^(?:i(?:'m|\sam)\s)?on\s(?=(?:it|this|that)\b)|^leave\s(?:it|this|that)\s(?:to|"
    r"with)\sme\b"
    r"|^(?:i(?:'m|\sam)\s)?(?:already\s|just\s|currently\s)?(?!waiting|thinking|liking|"
    r"loving|hating|seeing|hearing|missing|using|having|being|bring|thing|during|nothing|"
    r"something|anything|everything)\w{3,14}ing\s(?=(?:it|this|that|them|these|those)\b)"
)
CAN = _re(
    rf"\bi(?:'d\s(?:like|love)\sto|\scan|\scould)\b(?!\s(?:not|see|hear|reproduce|"
    rf"confirm\sthat|imagine|tell|understand|feel|access|only|say|never|be|have|remember|"
    rf"relate|live|suggest|recommend|go|argue|rather|think))(?!'t){_SOFT}"
)
UNREAL = _re(
    r"\b(?:if|unless|whether|in\scase|assuming|suppose|supposing|imagine|would|wish|said|"
    r"says|told|promised|claimed|pretend|as\sthough|might|before\si)\b"
)
POLITE_IF = _re(
    r",?\s*\bif\s(?:(?:that(?:'s|\sis)|it(?:'s|\sis))?\s?(?:possible|ok|okay|needed|"
    r"necessary|fine|helpful)|you\s(?:can|could|have|get|find|don't\smind|like|want|need|"
    r"wouldn't)\b|no(?:body|\sone)\s(?:minds|objects|else)|there(?:'s|\sis)\s(?:time|"
    r"a\schance)|not\stoo)[^,.!?]{0,40}"
)
IDLE = _re(
    r"\s*(?:try\sto\s)?(?:be\b|not\b|never\b|see\b|say\b|admit|bet\b|miss\b|think\b|wait\b|"
    r"stay\b|assume|let\s(?:you|u|them|everyone|everybody)\sknow\s*[.!]?$|"
    r"let\syou\b(?!\sknow)|live\b|pass\b|"
    r"believe|love\b|like\b|hate|enjoy|remember|survive|cry|die|quit|"
    r"grab\s(?:a\s)?(?:coffee|lunch|beer|tea|popcorn|snack)|have\s(?:to|some|been|another|"
    r"(?:a|the)\s(?!look|chat|word|go|read|meeting|call)\w+)\b|"
    r"need\b|probably\sbe|come\b|go\b|head\b|leave\b(?!\sit)|eat\b|sleep|stop\b|"
    r"keep\s(?:that|it|you|an\seye|my|this)|leave\s(?:it|this|that|you)\s(?:to|"
    r"with)\s(?!me)|get\s(?:the\s)?(?:popcorn|my\scoat)|bring\s(?:the\s)?(?:popcorn|"
    r"marshmallows|cement|shovel|torch\w*|pitchfork\w*)|join\b|sit\b|trust|defer\b|guess|"
    r"get\s(?:a\s)?(?:coffee|lunch|tea|back)|want\b|know\b|watch\b|wonder|pretend|"
    r"consider\b|refrain|hold\b|drink|know|give\sup|take\s(?:your\sword|a\snap|a\sbreak|"
    r"that\sas|a\slunch)|just\s(?:be|wait|say))"
)
YOU = _re(
    rf"\b(?:can|could|would|will|can't|couldn't|wanna)\s(?:you|u|ya)(?:\stwo|\sguys|\sboth|"
    rf"\sall)?\b{_SOFT}(?:\s(?:mind|be\sable\sto|be\sso\skind\sto))?"
    rf"|\b(?:do|would)\syou\smind\b{_SOFT}|\b(?:any|is\sthere\sa)\schance\s(?:that\s)?(?:you|"
    rf"u)(?:\s(?:can|could|are\sable\sto))?\b|\bi(?:'d)?\s(?:need|want|like)\syou\sto\b"
    rf"|^{_SOFT.replace(chr(92) + 's', '', 1)}\s?(?:please|pls|plz|kindly)\b{_SOFT}|"
    rf"\b(?:please|pls|plz)\b(?=\s[a-z])|^mind\s(?=\w+ing\b)|^(?:don't|dont|"
    rf"do\snot)\sforget\sto\b|^(?:remember|make\ssure)\sto\b|\b(?:are\syou|r\su)\sable\sto\b|"
    rf"\byou(?:'re|\sare)\sup\sfor\b|\bwould\sit\sbe\spossible\sto\b|\b(?:may|can|could|"
    rf"might)\si\sask\syou\sto\b"
)
GET = _re(r"\b(?:can|could|may)\si\s(?:please\s)?(?=(?:get|have|borrow)\b)")
ANYONE = _re(
    rf"\b(?:can|could|would|will)\s(?:someone|somebody|anyone|anybody|one\sof\s(?:you|us)|"
    rf"any\sof\syou)(?:\selse)?\b{_SOFT}(?:\smind)?"
    rf"|\b(?:someone|somebody|one\sof\s(?:us|you))\s(?:needs\sto|has\sto|should|must|please|"
    rf"ought\sto|to\b|will\shave\sto)(?=\s){_SOFT}"
    rf"|\bwho(?:'s|\sis)?\s(?:can|could|wants\sto|will|would\slike\sto|has\stime\sto|"
    rf"is\sable\sto|is\sgoing\sto|is\sup\sfor|up\sfor|takes|is\staking|taking|going\sto|"
    rf"doing|handling|volunteers\s(?:to|for))\b(?!\s(?:even|ever|have|blame|forget|say|argue|"
    rf"believe|resist|tell|i\sask))"
    rf"|\bwho\sof\s(?:you|us)\s(?=\w)|^who\s(?=\w{3, 12}s\s(?:the|our|my|a)\b)|\bany\s?(?:one|"
    rf"body)?\s(?:volunteers?\s(?:to|for)|up\sfor|willing\sto|free\sto|able\sto|"
    rf"available\sto|want\sto|wants\sto|got\stime\sto|have\stime\sto)\b|\b(?:i\s)?(?:need|"
    rf"looking\sfor)\s(?:someone|somebody|a\svolunteer)\s(?:to|for|who\scan)\b"
)
WE_MUST = _re(
    rf"\bwe(?:\sstill|\salso|'ll|\swill)?\s(?:need|have|got|gotta|must|"
    rf"ought)(?:\sto)?\b{_SOFT}(?!\s(?:been|had|seen|a|an|the|no|some|more|any|this|that|it|"
    rf"enough|two|three|our)\b)|\bwe\scan't\sforget\sto\b|\bstill\sneed\sto\b|^(?:need|"
    rf"have)\sto\b"
)
WE_MAY = _re(
    rf"\bwe\s(?:should|could|might|can)\b{_SOFT}|\blet(?:'?s|\sus)\b(?!\s(?:see|go|hope|say|"
    rf"not|wait|be|face|talk|discuss|call\sit|stick|keep|assume|hear|meet|think|"
    rf"make\s(?:that|it)|move\s(?:it|this|that)|do\s(?:that|this|it)|just))|\b(?:can|could|"
    rf"should|shall)\swe\b"
)
MUST_BE = _re(
    r"\b(?:needs?|has|have|must)\s(?:still\s|also\s|"
    r"to\s){0,2}(?:to\s)?be\s(?:re-?)?(?:\w{3,20}ed|sent|done|written|made|paid|built|"
    r"bought|set|put|shut|cut|told|redone|rewritten|taken|brought)\b|\bmust\s(?:go\sout|"
    r"be\s\w+ed)\b"
)
PASSIVE = _re(
    r"\b(?:still\s)?(?:needs?|has|have)\s(?:to\sbe\s|still\sto\sbe\s)(\w{3,20}ed|sent|done|"
    r"written|made|paid|built|bought|rewritten|set|put|found)\b|"
    r"\bneeds?\s(\w{3,20}ing)\b(?!\s(?:a|the))|\bstill\s(?:needs?|needed)\b"
)
OFFER = _re(
    r"\b(?:should|shall|can|could|may)\si\b(?!\s(?:ask|get|have|borrow|just\sask))|"
    r"\b(?:do\s)?(?:you\s)?want\sme\sto\b|\bwould\s(?:you\slike|it\shelp)\s(?:me\sto|"
    r"if\si)\b|\b(?:you\s)?need\sme\sto\b"
    r"|\bi\s(?:can|could)\b(?=.{0,80}\bif\s(?:you|that|it|needed|nobody|no\sone|anyone|"
    r"wanted|helpful))"
)
THIRD = _re(
    r"\s?(?:'ll|will|is\sgoing\sto|needs\sto|has\sto|should|shall|must|to|takes|does|owns|"
    r"handles|drives|is\s(?:taking|doing|handling|on)|can|could|please|"
    r"pls)\b(?!\s(?:be\b(?!\sdoing)|not|have|never|probably\sbe|know|like|love|see|hate))"
)
YES = _re(
    r"(?:(?:ok(?:ay|i|ey)?|k|yes|yep|yup|yeah|ya|yea|sure(?:\s(?:thing|can|will))?|will\sdo|"
    r"can\sdo|of\scourse|ofc|np|no\s(?:bother|worries|trouble|sweat)|all\sgood|"
    r"no\sprob(?:lem)?(?:\sat\sall)?|not\sa\sproblem|absolutely|definitely|certainly|gladly|"
    r"with\spleasure|"
    r"my\spleasure|roger(?:\sthat)?|ack|aye|copy(?:\sthat)?|got\sit|consider\sit\sdone|"
    r"on\s(?:it|this|that)|i(?:'m|m|\sam)\son\s(?:it|this|that)|happy\sto(?:\shelp|"
    r"\sdo\s(?:it|that))?|i\s(?:can|will|do|would)|i\scan\sdo\s(?:it|that|this)|right\saway|"
    r"not\sat\sall|"
    r"count\son\sme|me(?!\sneither|\snot)|i\svolunteer|mine|(?:i'?ll\s)?(?:do|take)\s(?:it|"
    r"that|this)(?:\sone)?|i'?ll\s(?:do|take|handle|pick)\s(?:it|that|"
    r"this)(?:\sone)?(?:\sup)?|i've\sgot\s(?:it|this|that)|i\sgot\s(?:it|this|that)|"
    r"taking\s(?:it|this)|leave\sit\s(?:to|with)\sme|deal|fine(?:\s(?:by|with)\sme)?|"
    r"alright|"
    r"all\sright|sounds\sgood|works\sfor\sme|that\sworks|go\sahead|please\sdo|yes\splease|"
    r"please|that(?:'d|\swould)\sbe\s(?:great|lovely|awesome|nice|perfect|good|helpful|"
    r"amazing)|perfect|great|sgtm|lgtm|good\sidea|agreed|will\sbe\sdone|"
    r"jup|jo|understood|noted|indeed|y|cool)(?![\w'])|\U0001F44D[\U0001F3FB-\U0001F3FF]?|"
    r"\U0001F44C[\U0001F3FB-\U0001F3FF]?|✋|🙋\S{0,3}|🫡|🙌|:(?:\+1|thumbsup|ok_hand|"
    r"saluting_face|raised_hand|raising_hand|hand|white_check_mark_soon)(?::skin-tone-\d)?:|"
    r"\+1\b)"
)
FIRM = _re(
    r"(?:will\sdo|can\sdo|on\s(?:it|this)|i'?m\son|mine\b|me\b|consider\sit|leave\sit|i'?ll|"
    r"i've\sgot|i\sgot|taking|i\svolunteer|i\scan|i\sam|i\sdo|i\swould|🙋|✋|:rais)"
)
"""An answer that takes something on without having been asked."""
NO = _re(
    r"^(?:(?:sorry|hm+|uh|ah|oh|unfortunately|no|nope|nah|"
    r"i'm\safraid)[\s,.!\u2013-]{1,4})*(?:nope|nah|no(?:\s(?:way|time|chance|can\sdo|"
    r"capacity|bandwidth|thanks?|sorry))?(?=\s*(?:[,.!]|$|sorry|i\b))|not\s(?:me|my\s\w+|"
    r"mine|today|this\sweek|possible|gonna\shappen|happening|until)|can'?t|cannot|won'?t|"
    r"unfortunately\snot|"
    r"i\s(?:really\s|simply\s)?(?:can'?t|cannot|won'?t|can\snot|will\snot|"
    r"don't\shave\s(?:time|access|capacity|bandwidth|the)|have\sno\s(?:time|capacity|"
    r"idea\show)|couldn't|shouldn't|am\snot\sable|refuse)|i(?:'m|\sam|m)\s(?:not\s(?:able|"
    r"the|in|going|gonna|around|available)|off\b|out\b|away|on\s(?:leave|vacation|holiday|"
    r"pto)|double-?\s?booked|swamped|slammed|buried|booked|busy|too\sbusy|at\scapacity|sick|underwater|full)|"
    r"(?:totally\s|completely\s|pretty\s|way\s)?(?:double-?\s?booked|swamped|slammed|buried|underwater|"
    r"fully\sbooked|too\sbusy|busy|overloaded)\b|"
    r"(?:i'?d|would)\srather\snot|i(?:'d|\swould)\s(?:really\s|have\s)?(?:love|loved|like|"
    r"liked|be\shappy)\sto,?(?:\sbut|\W*$)|i\s(?:wish|already\shave)\b|me\sneither|"
    r"neither\b|nobody\shere|(?:today|tomorrow|tonight|this\sweek|\w{3,6}day)\s(?:is|"
    r"looks)\s(?:bad|difficult|impossible|tricky|full|packed)|(?:that|this|it)\s(?:won't|"
    r"doesn't|does\snot|will\snot)\swork|i(?:'m|\sam|m)\s(?:at\sa|in\s(?:a|the|meetings|"
    r"back)|travel+ing|traveling)\b|i\spass|(?:hard|gonna|i'll)\s(?:have\sto\s)?pass\b|"
    r"out\sof\s(?:office|my)|that's\snot\s(?:me|mine|my)|my\s(?:week|day|plate|"
    r"calendar)\sis|👎|:-1:|:thumbsdown:)"
)
DONE_WORD = (
    r"(?:done|fixed|merged|deployed|sent|shipped|pushed|finished|resolved|closed|sorted|"
    r"uploaded|updated|published|paid|booked|ordered|ready|submitted|live|complete|"
    r"completed|restarted|renewed|rotated|reviewed|approved|handled|taken\scare\sof|"
    r"in\splace|cleared|drained|posted|shared|cleaned(?:\sup)?|up\s(?:and\srunning|again)|"
    r"back(?:\s(?:up|to\snormal|online))?|out|up|there|gone|released|added|removed|"
    r"installed|created|invited|rolled\sback|reverted|answered|written|bought|printed|"
    r"set\sup|signed|moved|migrated|replied|enabled|disabled|patched|rebooted|filed|opened|"
    r"backed\sup)"
)
DONE = _re(
    rf"^(?:all|just|already|now|aaand|and|it's|its|that's|thats|this\sis|it\sis|they'?re|is|"
    rf"are|✅|☑️?|✔️?)?\s?(?:all\s|just\s|already\s|now\s)*{DONE_WORD}\b(?!\s(?:by\s(?:mon|"
    rf"tue|wed|thu|fri|sat|sun|tom|eod|end)|on\s(?:mon|tue|wed|thu|fri)|tomorrow|tonight|"
    rf"later|soon|when|if|until|of|for\sthe\sday|to\b|\?))"
    rf"|^(?:✅|☑️?|✔️?|:white_check_mark:|:heavy_check_mark:|:done:|:check:|"
    rf":ballot_box_with_check:)"
    rf"|\bi(?:'ve|\shave)?\s(?:just\s|already\s|now\s|quickly\s|also\s)*(?:did|done|made|"
    rf"wrote|written|put|ran|got|took|taken|found|set|sent|paid|bought|built|spoke|told|gave|"
    rf"given|went|shut|rang|read|\w{{3,20}}ed)\b"
    rf"|\b(?:is|are|was|were|has\sbeen|have\sbeen|got|been)\s(?:all\s|just\s|already\s|now\s|"
    rf"finally\s)*{DONE_WORD}\b(?!\s(?:by\s(?:mon|tue|wed|thu|fri|sat|sun|tom|eod|end)|"
    rf"to\b))|\balready\s(?:did|done|\w{{3,20}}ed|sent)\b|^(?:just\s|already\s|now\s)(?:did|"
    rf"sent|made|put|ran|wrote|\w{{3,20}}ed)\b"
)
DONE_START = _re(r"^\w{3,20}(?:ed|ent)\b(?!\s(?:to\b|by\b))")
PENDING = _re(
    r"\b(?:not|n't|never|if|when|once|until|unless|after|before|as\ssoon\sas|will|should|"
    r"would|must|could|can|almost|nearly|half|get|getting|have\sto|need|needs|want|wanted|"
    r"hope|hopefully|'ll|going\sto|yet|supposed|soon|asked|noticed|tried|wondered|forgot|"
    r"needed|hoped|planned|wished|assumed|missed|failed|used\sto)\b|n't\b"
)
RETRACT = _re(
    r"^(?:stop|halt)\b(?=\s?[!.,])|\b(?:never\s?mind|nvm|scratch\s(?:that|this|it)|"
    r"forget\s(?:it|that|about\s(?:it|that|the|this))|(?:no|not)\s(?:longer\s|"
    r"really\s)?(?:need(?:ed)?|necessary|required)\b|no\sneed\b|(?:don't|dont|doesn't|won't|"
    r"do\snot)\s(?:have\sto|need\sto|bother|worry\sabout|need\b)|not\s(?:needed|necessary|"
    r"relevant)|ignore\s(?:that|this|it|me|my)|"
    r"cancel\s(?:that|this|it)|call(?:ed|ing)?\s(?:it|that|this)\soff|let'?s\s(?:not|skip|"
    r"drop|leave\sit|cancel|scrap|forget|park|postpone\sthat\sindefinitely)|(?:drop|skip|"
    r"scrap|leave)\s(?:it|that|this)\b(?!\s(?:to|with|in|at|into|for|on|there))|hold\soff|"
    r"changed\smy\smind|on\ssecond\sthought|not\sgoing\sto\shappen|"
    r"works?\s(?:again|now)|(?:is|are|it's)\s(?:back(?:\s(?:up|online))?|gone|"
    r"working)\s(?:again|now)|(?:solved|fixed|resolved|sorted)\sitself|false\salarm|"
    r"figured\sit\sout|found\sit|self-?resolved|moot|obsolete|(?:is|was|been|"
    r"got)\s(?:cancel+ed|called\soff|scrapped)|disregard|strike\sthat|no\slonger\s\w+|"
    r"we're\sdropping|we\s(?:dropped|cancelled|decided\s(?:against|not))|already\s(?:has|"
    r"have|exists)|jk\b|j/k|just\skidding|only\skidding|kidding\b|joking\b)"
)
KIDDING = _re(
    r"(?:^(?:oh\s)?(?:wonderful|brilliant|fantastic|terrific|oh\sjoy|oh\sgreat|"
    r"how\slovely)\b.{0,30}\b(?:someone|somebody|let's)\b|\bjk\b|\bj/k\b|\bkidding\b|"
    r"\bjoking\b|(?:^|\s)/s\b|\bnot\b[.!]*$(?<=\bnot)|\bwhen\spigs\sfly\b|\byeah,?\sright\b|"
    r"\bas\sif\b|\bsarcasm\b)"
)
LAUGH = _re(
    r"(?:\b(?:lol|lmao|rofl|ha(?:ha)+h?|he(?:he)+|xd)\b|😂|🤣|😆|😹|🙃|🙄|😜|😝|🤪|😏|💀|😉|:joy:|"
    r":rofl:|:laughing:|:upside_down_face:|:face_with_rolling_eyes:|:roll_eyes:|"
    r":stuck_out_tongue\w{0,30}:|:smirk:|:zany_face:|:wink:|:skull:|[;:]-?[pPD](?!\w)|"
    r";-?\))"
)
WILD = _re(
    r"\b(?:time\smachine|my\shat|magic\swand|crystal\sball|the\swindow|witness\sprotection|"
    r"a\sgoat\sfarm|farmers?|the\sbermuda|burn\s(?:it|everything|the\s\w+)\s?(?:all\s)?down|"
    r"set\s(?:it|everything)\son\sfire|sacrifice|the\smoon|nobel|lottery|retire\b|become\sa|"
    r"move\sto\s(?:the\swoods|a\scabin|mars)|rewrite\s(?:it|everything|the\swhole\s\w+)\sin|"
    r"a\sunicorn|unicorns|glitter|sleeping\sbag|my\s(?:tent|helmet|pillow)|fake\smy|"
    r"send\sflowers|thoughts\sand\sprayers|a\spony|into\sthe\s(?:sea|sun|ocean|river|"
    r"volcano|void|bin\sof)|popcorn|cement\sshoes|exorcis\w+|holy\swater|flamethrower|nuke|"
    r"hammer|baseball\sbat|to\sthe\swolves|with\sfire|coffin|funeral|candle\sfor|pray\b|"
    r"what\scould\s(?:possibly\s)?go\swrong|famous\slast\swords|world\sdomination|"
    r"sell\smy\ssoul|quit\smy\sjob|million\s(?:dollars|euros)|world\speace|sell\smy)\b"
)
ELSEWHERE = _re(
    r"\b(?:you\s(?:should|could|can|might|may|have\sto|need\sto|would|must)|i'd|i\swould|"
    r"(?:try|just)\s\w+ing|have\syou\stried|worth\s\w+ing|best\sto|the\strick\sis|usually|"
    r"normally|always|whenever|every\stime|in\sgeneral)\b"
)
"""Advice, and how things are in general."""
EXPECT = _re(
    r"\b(?:you|they|he|she)(?:'ll|\swill)\s(?:have|get|receive)\s(?=\S)|\b(?:it|that|this|"
    r"they)(?:'ll|\swill)\sbe\s(?:with\syou|in\syour|ready|done|there|up|out|fixed|live|"
    r"online|finished|sent)\b|^expect\s(?:it|them|an?\s\w+)\b|^(?:should|will)\sbe\s(?:done|"
    r"ready|up|live|fixed|with\syou)\b"
)
"""A promise that does not say "I": "you'll have it by noon"."""
DID_YOU = _re(
    r"\b(?:did|have)\s(?:you|u|anyone|anybody|someone|somebody)\s(?:already\s|ever\s|"
    r"yet\s)?(?:managed?\sto\s|get\s(?:around\s|round\s|a\schance\s)?to\s|"
    r"remember(?:ed)?\sto\s)?"
)
NOT_YET = _re(
    r"(?:no(?:pe)?[,.]?\s)?(?:not\s(?:yet|done\syet|so\sfar)|oh\s(?:no|right|shoot|sorry)|"
    r"shoot|damn|oops|totally\sforgot|forgot|i\sforgot|slipped\smy\smind|sorry|ah\sright|"
    r"right|good\spoint|thanks\sfor\s(?:the\sreminder|reminding\sme))(?:[\s,.!\u2013-]{1,4}|"
    r"$)"
)
FORBID = _re(
    r"\b(?:don't|dont|do\snot|needn't|no\sneed\sto|not\snecessary\sto|stop|please\sstop|"
    r"you\scan\sstop|leave)\b"
)
MOVED = _re(
    r"\b(?:make\s(?:it|that)|let'?s\s(?:say|do|move|push|make|aim)|move\s(?:it|that|this)|"
    r"push\s(?:it|that|this)|moved\sto|pushed\sto|rather|instead|better|until|till|by|"
    r"actually|change\s(?:it|that)|deadline|due|need(?:ed)?\s(?:it|this|that|them)|no\srush|"
    r"can\swait|not\suntil|not\sbefore|postponed?|slips?|(?:it|that|this)'ll\sbe|"
    r"takes?\suntil)\b"
)
PRONOUN = _re(
    r"^(?:it|this|that|these|those|them|so|him|her|one|both|all\s(?:of\s)?(?:it|them|that)|"
    r"the\ssame|that\sone|this\sone)\b(?:\s(?:one|too|instead|up|on|over|off|out|down|now|"
    r"then|right\snow|myself|for\s(?:you|me|us)|please|as\swell|today|all))*\W*$"
)
NAMED = re.compile(rf"(?:{MENTION}|[^\W\d_][\w'\-]{{0,40}}(?:\s[^\W\d_][\w'\-]{{0,40}})?)")
