"""The tables behind names.py: suffixes, degrees, particles, tags and nicknames."""

# Folded form → as it is written.
SUFFIXES = {
    "jr": "Jr.", "junior": "Jr.", "sr": "Sr.", "senior": "Sr.", "ii": "II", "iii": "III", "iv": "IV",
    "2nd": "II", "3rd": "III", "4th": "IV",
}  # fmt: skip
DEGREES = {
    "phd": "Ph.D.", "md": "M.D.", "jd": "J.D.", "edd": "Ed.D.", "dds": "D.D.S.", "dvm": "D.V.M.", "psyd": "Psy.D.",
    "esq": "Esq.", "cpa": "CPA", "pmp": "PMP", "cissp": "CISSP", "cfe": "CFE", "mba": "MBA", "rn": "RN",
}  # fmt: skip
# These are surnames or initials too, so they count only behind a comma of their own.
AFTER_A_COMMA = {"v": "V", "ma": "M.A.", "ms": "M.S.", "ba": "B.A.", "bs": "B.S.", "mpa": "M.P.A."}

# Belong to the surname that follows.
PARTICLES = frozenset({
    "de", "del", "dela", "della", "la", "las", "los", "da", "das", "do", "dos", "di", "du", "van",
    "von", "der", "den", "ter", "ten", "st", "st.", "san", "santa", "bin", "ibn", "af", "zu",
})  # fmt: skip
# Written small when an all-capitals name is recased; "Van" is written large in American names.
SMALL_PARTICLES = frozenset({
    "de", "del", "dela", "della", "la", "las", "los", "da", "das", "do", "dos", "di", "du", "von",
    "der", "den", "ter", "ten", "bin", "ibn", "y", "af", "zu",
})  # fmt: skip

HONORIFICS = frozenset({
    "mr", "mrs", "ms", "mx", "miss", "dr", "prof", "hon",
})  # fmt: skip
# Before a name, in capitals: what the person is, not what they are called.
JOB_TAGS = frozenset({
    "SA", "SSA", "ASAC", "SAC", "DSAC", "RAC", "TFO", "IRS", "IA", "GS",
})  # fmt: skip
# Behind a name, in capitals: what a directory adds.
DIRECTORY_TAGS = frozenset({
    "CTR", "CONTR", "CONTRACTOR", "EXT", "CIV", "EMP", "GUEST", "EXTERNAL", "UNVERIFIED",
})  # fmt: skip

# Common American short forms. Those of several names (Pat, Chris, Alex, Sam, Terry, Jo) are left out.
NICKNAMES = {
    "abby": "abigail", "al": "albert", "andy": "andrew", "angie": "angela", "barb": "barbara", "becky": "rebecca",
    "ben": "benjamin", "beth": "elizabeth", "betty": "elizabeth", "bill": "william", "billy": "william",
    "bob": "robert", "bobby": "robert", "brad": "bradley", "cathy": "catherine", "chuck": "charles",
    "charlie": "charles", "cindy": "cynthia", "dan": "daniel", "danny": "daniel", "dave": "david", "deb": "deborah",
    "debbie": "deborah", "dick": "richard", "don": "donald", "doug": "douglas", "ed": "edward", "eddie": "edward",
    "fred": "frederick", "gabe": "gabriel", "greg": "gregory", "hank": "henry", "jack": "john", "jake": "jacob",
    "jeff": "jeffrey", "jen": "jennifer", "jenny": "jennifer", "jerry": "gerald", "jim": "james", "jimmy": "james",
    "joe": "joseph", "joey": "joseph", "johnny": "john", "josh": "joshua", "kate": "katherine",
    "kathy": "katherine", "katie": "katherine", "ken": "kenneth", "kenny": "kenneth", "larry": "lawrence",
    "liz": "elizabeth", "maggie": "margaret", "matt": "matthew", "meg": "margaret", "mike": "michael",
    "mickey": "michael", "nate": "nathaniel", "nick": "nicholas", "pam": "pamela", "peggy": "margaret",
    "pete": "peter", "phil": "philip", "ray": "raymond", "rich": "richard", "rick": "richard", "rob": "robert",
    "ron": "ronald", "ronnie": "ronald", "russ": "russell", "sandy": "sandra", "steve": "steven",
    "stephen": "steven", "sue": "susan", "susie": "susan", "ted": "theodore", "tim": "timothy", "tom": "thomas",
    "tommy": "thomas", "tony": "anthony", "vicky": "victoria", "will": "william", "zach": "zachary",
}  # fmt: skip

# Short forms of several names, which `NICKNAMES` leaves out: they may mean any of these, and one another.
SHORT_FORMS = {
    "abe": "abraham abram", "alex": "alexander alexandra alexandria alexis alejandro alejandra",
    "andie": "andrea andrew", "art": "arthur arturo", "bert": "albert herbert robert bertram",
    "bernie": "bernard bernadette", "bart": "bartholomew", "cal": "calvin caleb", "cam": "cameron camille",
    "carrie": "caroline carolyn", "chris": "christopher christine christina christian kristin kristina",
    "connie": "constance consuelo", "dee": "deirdre deanna delores", "drew": "andrew", "ellie": "eleanor ellen elena",
    "frank": "francis franklin francisco", "fran": "frances francine francis", "gene": "eugene eugenia",
    "geoff": "geoffrey", "gerry": "gerald geraldine gerard", "gwen": "gwendolyn", "hal": "harold henry",
    "harry": "harold henry harrison", "jan": "janet janice", "jess": "jessica jesse", "jessie": "jessica jesse",
    "jo": "joanne joann josephine joan", "jon": "jonathan john", "judy": "judith", "kim": "kimberly",
    "kris": "kristin kristina kristopher christopher", "lee": "leroy leonard", "len": "leonard",
    "leo": "leonard leonardo leopold", "lou": "louis louise", "mandy": "amanda", "manny": "manuel emmanuel",
    "marge": "margaret marjorie", "mel": "melvin melissa melanie", "mitch": "mitchell", "molly": "mary",
    "nancy": "ann anne", "nat": "nathan nathaniel natalie", "ned": "edward edmund", "nikki": "nicole",
    "pat": "patrick patricia", "patty": "patricia", "penny": "penelope", "randy": "randall randolph",
    "sally": "sarah", "sam": "samuel samantha", "shelly": "michelle rochelle", "stan": "stanley",
    "stu": "stuart stewart", "tina": "christina martina", "terry": "terrence terence teresa theresa",
    "theo": "theodore", "tori": "victoria", "trish": "patricia", "val": "valerie valentin", "vince": "vincent",
    "wes": "wesley", "walt": "walter", "willy": "william", "zack": "zachary",
}  # fmt: skip
