"""Facts of the place registry that no file in the folder of publishers' files states, each from the named source."""

from __future__ import annotations

# Register of Geographic Codes (Office for National Statistics), and the codes that its own tables use for wholes.
STANDING = {
    "E92000001": ("England", "country"),
    "N92000002": ("Northern Ireland", "country"),
    "S92000003": ("Scotland", "country"),
    "W92000004": ("Wales", "country"),
    "K04000001": ("England and Wales", "nations"),
    "K03000001": ("Great Britain", "nations"),
    "K02000001": ("United Kingdom", "nations"),
    "UK": ("United Kingdom", "nations"),
    "GB": ("Great Britain", "nations"),
    "UKX": ("United Kingdom less extra-regio", "nations"),
    "TLB": ("England", "country"),
    "TLZ": ("Extra-regio", "nations"),
    "UKZ": ("Extra-regio", "nations"),
    "UKZZ": ("Extra-regio", "nations"),
    "UKZZZ": ("Extra-regio", "nations"),
    "E13000001": ("Inner London", "county"),
    "E13000002": ("Outer London", "county"),
}

STANDING_EDGES = [
    ("E92000001", "K04000001"),
    ("W92000004", "K04000001"),
    ("K04000001", "K03000001"),
    ("S92000003", "K03000001"),
    ("K03000001", "K02000001"),
    ("N92000002", "K02000001"),
    ("TLB", "K02000001"),
]

# Each ITL1 is one region of England or one other country.
ITL1_WITHIN = {f"TL{letter}": f"E1200000{n}" for n, letter in enumerate("CDEFGHIJK", start=1)} | {
    "TLI": "E12000007",
    "TLJ": "E12000008",
    "TLK": "E12000009",
    "TLL": "W92000004",
    "TLM": "S92000003",
    "TLN": "N92000002",
}

# Districts that the ITL divides; elsewhere a small overlap is only the generalisation of the boundaries.
STRADDLING = ("E06000063", "S12000017", "S12000021", "S12000035")
STRADDLING_2025 = {"S12000021": {"TLM20": "TLM63", "TLM93": "TLM93"}}

_E08 = {n: f"E080000{n:02d}" for n in range(1, 40)}
INNER_LONDON = [f"E090000{n:02d}" for n in (1, 7, 12, 13, 14, 19, 20, 22, 23, 25, 28, 30, 32, 33)]
METROPOLITAN = {
    "E11000001": [_E08[n] for n in range(1, 11)],
    "E11000002": [_E08[n] for n in range(11, 16)],
    "E11000003": [_E08[n] for n in (16, 17, 18, 19, 38, 39)],
    "E11000005": [_E08[n] for n in range(25, 32)],
    "E11000006": [_E08[n] for n in range(32, 37)],
    "E11000004": [_E08[n] for n in (20, 21, 22, 23, 24)],
    "E11000007": [_E08[n] for n in (20, 21, 22, 23, 24, 37)],
    "E13000001": INNER_LONDON,
    "E13000002": [code for code in (f"E090000{n:02d}" for n in range(1, 34)) if code not in INNER_LONDON],
}

# Codes withdrawn before the areas list begins: name and last year (at 31 December) in which the code was live.
EARLIER_DISTRICTS = {
    "E06000048": ("Northumberland", 2012),
    "E07000097": ("East Hertfordshire", 2012),
    "E07000100": ("St Albans", 2011),
    "E07000101": ("Stevenage", 2012),
    "E07000104": ("Welwyn Hatfield", 2011),
    "E08000020": ("Gateshead", 2012),
}

# Districts abolished in 2009, whose codes tables of long series still use.
ABOLISHED_2009 = {
    "E07000001": "Mid Bedfordshire",
    "E07000002": "Bedford",
    "E07000003": "South Bedfordshire",
    "E07000013": "Chester",
    "E07000014": "Congleton",
    "E07000015": "Crewe and Nantwich",
    "E07000016": "Ellesmere Port & Neston",
    "E07000017": "Macclesfield",
    "E07000018": "Vale Royal",
    "E07000019": "Caradon",
    "E07000020": "Carrick",
    "E07000021": "Kerrier",
    "E07000022": "North Cornwall",
    "E07000023": "Penwith",
    "E07000024": "Restormel",
    "E07000025": "Isles of Scilly",
    "E07000054": "Chester-le-Street",
    "E07000055": "Derwentside",
    "E07000056": "Durham",
    "E07000057": "Easington",
    "E07000058": "Sedgefield",
    "E07000059": "Teesdale",
    "E07000060": "Wear Valley",
    "E07000157": "Alnwick",
    "E07000158": "Berwick-upon-Tweed",
    "E07000159": "Blyth Valley",
    "E07000160": "Castle Morpeth",
    "E07000161": "Tynedale",
    "E07000162": "Wansbeck",
    "E07000182": "Bridgnorth",
    "E07000183": "North Shropshire",
    "E07000184": "Oswestry",
    "E07000185": "Shrewsbury and Atcham",
    "E07000186": "South Shropshire",
    "E07000230": "Kennet",
    "E07000231": "North Wiltshire",
    "E07000232": "Salisbury",
    "E07000233": "West Wiltshire",
}

# The first year (at 31 December) of codes that the areas list leaves open.
FIRST_YEARS = {
    **{f"E060000{n}": 2009 for n in (47, 48, 49, 50, 51, 52, 53, 54, 55, 56)},
    "E11000007": 2013,
    "E06000057": 2013,
    "E07000240": 2012,
    "E07000241": 2012,
    "E07000242": 2013,
    "E07000243": 2013,
    "E08000037": 2013,
}

# The eleven districts of Northern Ireland replaced twenty-six, whose codes are not recorded.
NI_DISTRICTS_FIRST = 2015

# Codes that had a successor before today's.
INTERMEDIATE = {"E07000190": "E07000246", "E07000191": "E07000246"}

CHANGE_NOTES = {
    "E07000240": "Small change of the boundary between St Albans and Welwyn Hatfield, 2012.",
    "E07000241": "Small change of the boundary between St Albans and Welwyn Hatfield, 2012.",
    "E07000242": "Small change of the boundary between East Hertfordshire and Stevenage, 2013.",
    "E07000243": "Small change of the boundary between East Hertfordshire and Stevenage, 2013.",
    "E06000057": "Small change of the boundary between Northumberland and Gateshead, 2013.",
    "E08000037": "Small change of the boundary between Northumberland and Gateshead, 2013.",
    "E08000038": "Small change of the boundary between Barnsley and Sheffield, 2025.",
    "E08000039": "Small change of the boundary between Barnsley and Sheffield, 2025.",
    "S12000047": "Small change of the boundary between Fife and Perth and Kinross, 2018.",
    "S12000048": "Small change of the boundary between Fife and Perth and Kinross, 2018.",
    "S12000049": "Small change of the boundary between Glasgow City and North Lanarkshire, 2019.",
    "S12000050": "Small change of the boundary between Glasgow City and North Lanarkshire, 2019.",
}

RECODED_FROM = {"E08000016": ("E08000038",), "E08000019": ("E08000039",)}
RECODED_TO = {"E08000038": ("E08000016",), "E08000039": ("E08000019",)}

# Counties that ended, and what stands there now.
COUNTY_CHANGES = [
    ("E10000001", "E06000055", 2009),
    ("E10000001", "E06000056", 2009),
    ("E10000004", "E06000049", 2009),
    ("E10000004", "E06000050", 2009),
    ("E10000005", "E06000052", 2009),
    ("E10000005", "E06000053", 2009),
    ("E10000010", "E06000047", 2009),
    ("E10000022", "E06000048", 2009),
    ("E10000026", "E06000051", 2009),
    ("E10000033", "E06000054", 2009),
    ("E10000002", "E06000060", 2020),
    ("E10000006", "E06000063", 2023),
    ("E10000006", "E06000064", 2023),
    ("E10000021", "E06000061", 2021),
    ("E10000021", "E06000062", 2021),
    ("E10000023", "E06000065", 2023),
    ("E10000027", "E06000066", 2023),
    ("E11000004", "E11000007", 2013),
    ("E47000010", "E47000014", 2024),
    ("E47000011", "E47000014", 2024),
]
COMPLEX_CHANGES = [
    ("E10000009", "E06000059", 2019, "All of the county but Christchurch, which joined Bournemouth and Poole."),
    ("E10000009", "E06000058", 2019, "Only Christchurch came from the county."),
    ("E47000005", "E47000010", 2018, "The part south of the Tyne; the part north of it became another authority."),
    ("E47000005", "E47000011", 2018, "The part north of the Tyne; the part south of it became another authority."),
]
ENDED_COUNTY = {
    "E10000002": ("E07000004", "E07000005", "E07000006", "E07000007"),
    "E10000006": ("E07000026", "E07000027", "E07000028", "E07000029", "E07000030", "E07000031"),
    "E10000009": ("E07000048", "E07000049", "E07000050", "E07000051", "E07000052", "E07000053"),
    "E10000021": tuple(f"E07000{n}" for n in range(150, 157)),
    "E10000023": tuple(f"E07000{n}" for n in range(163, 170)),
    "E10000027": ("E07000187", "E07000188", "E07000189", "E07000190", "E07000191", "E07000246"),
}
COUNTIES_ABOLISHED_2009 = {
    "E10000001": ("Bedfordshire", "E12000006", range(1, 4)),
    "E10000004": ("Cheshire", "E12000002", range(13, 19)),
    "E10000005": ("Cornwall and Isles of Scilly", "E12000009", range(19, 26)),
    "E10000010": ("Durham", "E12000001", range(54, 61)),
    "E10000022": ("Northumberland", "E12000001", range(157, 163)),
    "E10000026": ("Shropshire", "E12000005", range(182, 187)),
    "E10000033": ("Wiltshire", "E12000009", range(230, 234)),
}
ENDED_COUNTY |= {
    county: tuple(f"E07{n:06d}" for n in districts) for county, (_, _, districts) in COUNTIES_ABOLISHED_2009.items()
}
ENDED_COUNTY_OF = {district: county for county, districts in ENDED_COUNTY.items() for district in districts}
COUNTY_REGION = {
    "E10000002": "E12000008",
    "E10000006": "E12000002",
    "E10000009": "E12000009",
    "E10000021": "E12000004",
    "E10000023": "E12000003",
    "E10000027": "E12000009",
    **{county: region for county, (_, region, _) in COUNTIES_ABOLISHED_2009.items()},
}
ENDED_CAUTH = {
    "E47000005": ("E06000047", "E06000057", "E08000021", "E08000022", "E08000023", "E08000024", "E08000037"),
    "E47000010": ("E06000047", "E08000023", "E08000024", "E08000037"),
    "E47000011": ("E06000057", "E08000021", "E08000022"),
}

# Codes of the series before 2011 whose harmonised successor joins two places that both still stand.
JOINT_AREAS = {"E41000052": "E06000052", "E41000324": "E09000033"}
LEGACY_JOINT = {"00HF": "E06000053", "E07000025": "E06000053", "00AA": "E09000001", "00BK": "E09000033"}

# Codes of the ITL of 2021 that NUTS 2016 did not have (Dorset was reorganised; Northern Ireland was numbered anew).
ITL_2021_ONLY = {"UKK24", "UKK25", *(f"UKN0{letter}" for letter in "ABCDEFG")}

# Commission Regulations (EU) 105/2007, 31/2011, 1319/2013 and 2016/2066: names of regions that the ITL of 2021 lack.
NUTS_NAMES = {
    "UKD2": "Cheshire",
    "UKD5": "Merseyside",
    "UKD21": "Halton and Warrington",
    "UKD22": "Cheshire CC",
    "UKD31": "Greater Manchester South",
    "UKD32": "Greater Manchester North",
    "UKD43": "Lancashire CC",
    "UKD51": "East Merseyside",
    "UKD52": "Liverpool",
    "UKD53": "Sefton",
    "UKD54": "Wirral",
    "UKE43": "Calderdale, Kirklees and Wakefield",
    "UKF23": "Northamptonshire",
    "UKG34": "Dudley and Sandwell",
    "UKG35": "Walsall and Wolverhampton",
    "UKH13": "Norfolk",
    "UKH22": "Bedfordshire CC",
    "UKH33": "Essex CC",
    "UKI1": "Inner London",
    "UKI2": "Outer London",
    "UKI11": "Inner London - West",
    "UKI12": "Inner London - East",
    "UKI21": "Outer London - East and North East",
    "UKI22": "Outer London - South",
    "UKI23": "Outer London - West and North West",
    "UKJ23": "Surrey",
    "UKJ24": "West Sussex",
    "UKJ33": "Hampshire CC",
    "UKJ42": "Kent CC",
    "UKK21": "Bournemouth and Poole",
    "UKK22": "Dorset CC",
    "UKM2": "Eastern Scotland",
    "UKM3": "South Western Scotland",
    "UKM21": "Angus and Dundee City",
    "UKM22": "Clackmannanshire and Fife",
    "UKM23": "East Lothian and Midlothian",
    "UKM24": "Scottish Borders",
    "UKM25": "Edinburgh, City of",
    "UKM26": "Falkirk",
    "UKM27": "Perth & Kinross and Stirling",
    "UKM28": "West Lothian",
    "UKM31": "East Dunbartonshire, West Dunbartonshire and Helensburgh & Lomond",
    "UKM32": "Dumfries & Galloway",
    "UKM33": "East Ayrshire and North Ayrshire mainland",
    "UKM34": "Glasgow City",
    "UKM35": "Inverclyde, East Renfrewshire and Renfrewshire",
    "UKM36": "North Lanarkshire",
    "UKM37": "South Ayrshire",
    "UKM38": "South Lanarkshire",
    "UKN01": "Belfast",
    "UKN02": "Outer Belfast",
    "UKN03": "East of Northern Ireland",
    "UKN04": "North of Northern Ireland",
    "UKN05": "West and South of Northern Ireland",
    "UKN10": "Derry City and Strabane",
    "UKN11": "Mid Ulster",
    "UKN12": "Causeway Coast and Glens",
    "UKN13": "Antrim and Newtownabbey",
    "UKN14": "Lisburn and Castlereagh",
    "UKN15": "Mid and East Antrim",
    "UKN16": "Fermanagh and Omagh",
}

# Register of Geographic Codes: names of Local Enterprise Partnerships, each code of an area as it was.
_LEP_2014 = {
    1: "Black Country",
    2: "Buckinghamshire Thames Valley",
    3: "Cheshire and Warrington",
    4: "Coast to Capital",
    5: "Cornwall and Isles of Scilly",
    6: "Coventry and Warwickshire",
    7: "Cumbria",
    8: "Derby, Derbyshire, Nottingham and Nottinghamshire",
    9: "Dorset",
    10: "Enterprise M3",
    11: "Gloucestershire",
    12: "Greater Birmingham and Solihull",
    13: "Greater Cambridge and Greater Peterborough",
    14: "Greater Lincolnshire",
    15: "Greater Manchester",
    16: "Heart of the South West",
    17: "Hertfordshire",
    18: "Humber",
    19: "Lancashire",
    20: "Leeds City Region",
    21: "Leicester and Leicestershire",
    22: "Liverpool City Region",
    23: "London",
    24: "New Anglia",
    25: "North Eastern",
    26: "Northamptonshire",
    27: "Oxfordshire",
    29: "Solent",
    30: "South East",
    31: "South East Midlands",
    32: "Stoke-on-Trent and Staffordshire",
    33: "Swindon and Wiltshire",
    34: "Tees Valley",
    35: "Thames Valley Berkshire",
    36: "The Marches",
    37: "West of England",
    38: "Worcestershire",
    39: "York, North Yorkshire and East Riding",
    40: "Sheffield City Region",
    41: "South East Midlands",
    42: "Greater Cambridge and Greater Peterborough",
    43: "Buckinghamshire Thames Valley",
    44: "Coast to Capital",
    45: "Derby, Derbyshire, Nottingham and Nottinghamshire",
    46: "Enterprise M3",
    47: "Greater Cambridge and Greater Peterborough",
    48: "Hertfordshire",
    49: "Humber",
    50: "Leeds City Region",
    51: "London",
    52: "New Anglia",
    53: "Oxfordshire",
    54: "Sheffield City Region",
    55: "Solent",
    56: "South East",
    57: "South East Midlands",
    58: "York, North Yorkshire and East Riding",
}
LEP_NAMES = {f"E370000{n:02d}": name for n, name in _LEP_2014.items()}

# Partnerships whose area is that of whole districts, as counties, skills plan areas or districts. Others overlapped
# or changed, and their districts are not recorded.
LEP_AREAS = {
    "E37000001": ("E08000027", "E08000028", "E08000030", "E08000031"),
    "E37000003": ("E69000004",),
    "E37000005": ("E69000005",),
    "E37000006": ("E08000026", "E10000031"),
    "E37000007": ("E69000006", "E10000006"),
    "E37000009": ("E69000008",),
    "E37000011": ("E69000011",),
    "E37000015": ("E69000014",),
    "E37000017": ("E69000016",),
    "E37000019": ("E69000019",),
    "E37000021": ("E69000020",),
    "E37000022": ("E69000021",),
    "E37000023": ("E69000013",),
    "E37000025": ("E69000023", "E69000024"),
    "E37000032": ("E69000029",),
    "E37000033": ("E69000030",),
    "E37000034": ("E69000031",),
    "E37000035": ("E69000032",),
    "E37000036": ("E69000033",),
    "E37000037": ("E69000036",),
    "E37000038": ("E69000035",),
    "E37000043": ("E69000002", "E10000002"),
    "E37000048": ("E69000016",),
    "E37000051": ("E69000013",),
    "E37000052": ("E69000022",),
    "E37000053": ("E69000025",),
    "E37000057": ("E69000027",),
}

# Northern Ireland in NUTS 2016, as tables that write TL for UK give it.
TL_OF_NUTS_NI = {
    f"TL{code[2:]}": name
    for code, name in {
        **{code: name for code, name in NUTS_NAMES.items() if code.startswith("UKN1")},
        "UKN": "Northern Ireland",
        "UKN0": "Northern Ireland",
        "UKN06": "Belfast",
        "UKN07": "Armagh City, Banbridge and Craigavon",
        "UKN08": "Newry, Mourne and Down",
        "UKN09": "Ards and North Down",
    }.items()
}

_EXTRA_REGIO = "UKX leaves out extra-regio, what belongs to no region: offshore, embassies and forces abroad (TLZ)."

# Codes of one territory that no lookup pairs: code, other, relation ("same" or "nearly") and what differs.
EQUIVALENT = [
    *(
        (f"TLN1{n}", f"TLN0{letter}", "same", "The ITL numbered Northern Ireland anew.")
        for n, letter in enumerate("ABCDEFG")
    ),
    ("K02000001", "UK", "same", "UK is the code that some tables use for the United Kingdom."),
    ("K02000001", "UKX", "nearly", _EXTRA_REGIO),
    ("UK", "UKX", "nearly", _EXTRA_REGIO),
    ("K03000001", "GB", "same", "GB is the code that some tables use for Great Britain."),
    ("E92000001", "TLB", "same", "TLB is the code that productivity tables use for England."),
    *(
        (
            "E06000052",
            code,
            "nearly",
            f"{code} holds the Isles of Scilly too, home to four in a thousand of its people.",
        )
        for code in ("TLK30", "TLK3", "UKK30", "UKK3", "E37000005")
    ),
]

# NUTS regions of 2016 whose ITL code is not theirs with TL for UK.
ITL_OF_NUTS = {f"UKN1{n}": f"TLN0{letter}" for n, letter in enumerate("ABCDEFG")}
