"""Words as people look for them: in the language they are written in, without accents, Welsh ones unmutated.

Each word of a text is kept with its language in front (`en.lamp`, `cy.cath`), so that a question in several languages
asks each text in its own. The functions are immutable and their bodies are bound when they are made, so that columns
can be generated from them and a copy of the database can be restored. docs/adr/0012-search.md says why it is so.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0007_search"
down_revision = "0006_profiles"
branch_labels = None
depends_on = None

# What PostgreSQL's parser would take for an address, a path, a tag or a sign.
ENDS_A_WORD = "-/._@:<>&+~\\"
# In small letters whatever the locale of the database, accents beside their letters; what is too long to be a word is
# left out. The last of what is replaced has nothing in its place: a Catalan l·l is an ll.
TIDY = f"""
create function townlab_tidy(words text) returns text
language sql immutable strict parallel safe
return regexp_replace(
    translate(lower(normalize(words, nfd)), '{ENDS_A_WORD}ʼ’·', '{" " * len(ENDS_A_WORD)}'''''),
    '[^[:space:][:punct:]]{{100,}}', ' ', 'g'
);
"""
PLAIN = """
create function townlab_plain(words text) returns text
language sql immutable strict parallel safe
return regexp_replace(words, '[\\u0300-\\u036f]+', '', 'g');
"""
# What a Welsh word may be the mutated form of (soft, nasal, aspirate, h before a vowel), itself first; and each of
# these without the commonest endings of plurals and of single ones.
WELSH_RADICALS = """
create function townlab_welsh_radicals(word text) returns text[]
language sql immutable strict parallel safe
return array_remove(array[
    word,
    case
        when length(word) < 3 then null
        when word like 'ngh%' then 'c' || substr(word, 4)
        when word like 'ng%' then 'g' || substr(word, 3)
        when word like 'nh%' then 't' || substr(word, 3)
        when word like 'n%' then 'd' || substr(word, 2)
        when word like 'mh%' then 'p' || substr(word, 3)
        when word like 'm%' then 'b' || substr(word, 2)
        when word like 'ph%' then 'p' || substr(word, 3)
        when word like 'th%' then 't' || substr(word, 3)
        when word like 'ch%' then 'c' || substr(word, 3)
        when word like 'dd%' then 'd' || substr(word, 3)
        when word like 'd%' then 't' || substr(word, 2)
        when word like 'b%' then 'p' || substr(word, 2)
        when word like 'g%' then 'c' || substr(word, 2)
        when word like 'ff%' then null
        when word like 'f%' then 'b' || substr(word, 2)
        when word like 'll%' then null
        when word like 'l%' then 'l' || word
        when word like 'rh%' then null
        when word like 'r%' then 'rh' || substr(word, 2)
        when word ~ '^h[aeiouwy]' then substr(word, 2)
        when word ~ '^[aeiouwy]' then 'g' || word
    end,
    case
        when length(word) < 3 or word ~ '^(ff|ll|rh)' then null
        when word like 'f%' then 'm' || substr(word, 2)
        when word ~ '^[lr]' then 'g' || word
    end
], null);
"""
WELSH_FORMS = """
create function townlab_welsh_forms(word text) returns text[]
language sql immutable strict parallel safe
return townlab_welsh_radicals(word)
    || townlab_welsh_radicals(
        substring(word from '^(.{3,}?)(?:feydd|oedd|iaid|ydd|edd|iau|ion|au|on|od|en|yn)$')
    );
"""
WELSH = """
create function townlab_welsh(words text) returns text
language sql immutable strict parallel safe
begin atomic
    select string_agg(form || ':' || array_to_string(found.positions, ','), ' ')
    from unnest(to_tsvector('pg_catalog.simple', townlab_plain(words))) as found(lexeme, positions, weights)
    cross join lateral unnest(townlab_welsh_forms(found.lexeme)) as form
    where found.lexeme ~ '^[[:alnum:]]+$';
end;
"""
# Stemmed as written and without its accents, because half of those who type leave them out; the stemmers know -ción
# and -ció by their accent, so it is given back.
ROMANCE = """
create function townlab_romance(stemmer regconfig, words text) returns text
language sql immutable strict parallel safe
return townlab_plain(normalize(
    to_tsvector(stemmer, normalize(words, nfc))::text || ' '
    || to_tsvector(
        stemmer,
        regexp_replace(regexp_replace(townlab_plain(words), '([cs])ion\\M', '\\1ión', 'g'), '([cs])io\\M', '\\1ió', 'g')
    )::text,
    nfd
));
"""
WORDS = """
create function townlab_words(language text, words text) returns tsvector
language sql immutable strict parallel safe
return regexp_replace(
    case language
        when 'cy' then coalesce(townlab_welsh(townlab_tidy(words)), '')
        when 'es' then townlab_romance('pg_catalog.spanish', townlab_tidy(words))
        when 'ca' then townlab_romance('pg_catalog.catalan', townlab_tidy(words))
        else to_tsvector('pg_catalog.english', townlab_plain(townlab_tidy(words)))::text
    end,
    '(^| )(''?)(?=[^ ])', '\\1\\2' || case when language in ('cy', 'es', 'ca') then language else 'en' end || '.', 'g'
)::tsvector;
"""
SEARCHED = {
    "problems": (
        "setweight(townlab_words(language, title), 'A') || setweight(townlab_words(language, description), 'B') "
        "|| setweight(townlab_words(language, place || ' ' || public_answer), 'D')"
    ),
    "challenges": (
        "setweight(townlab_words(coalesce(languages ->> 0, 'en'), title), 'A') "
        "|| setweight(townlab_words(coalesce(languages ->> 0, 'en'), summary), 'B') "
        "|| setweight(townlab_words(coalesce(languages ->> 0, 'en'), problem_statement), 'C') "
        "|| setweight(townlab_words(coalesce(languages ->> 0, 'en'), evidence || ' ' || outcomes_wanted || ' ' "
        "|| who_is_affected || ' ' || eligibility), 'D') || translated"
    ),
    "pilots": (
        "setweight(townlab_words(language, title), 'A') || setweight(townlab_words(language, summary), 'B') "
        "|| setweight(townlab_words(language, case when learning_published_at is not null "
        "then learning_worked || ' ' || learning_failed || ' ' || learning_advice else '' end), 'D')"
    ),
}
THEMES = ("streets", "homes", "care", "learning", "climate", "safety", "work", "culture", "services", "together")
# A row cannot be generated from other rows: a trigger keeps the words of its translations beside a challenge, in the
# transaction that changes them.
TRANSLATED = """
create function townlab_translated(challenge uuid) returns tsvector language plpgsql stable as $$
declare
    found record;
    translated tsvector := '';
begin
    for found in
        select language, string_agg(words, ' ') as words,
            case field when 'title' then 'A' when 'summary' then 'B' when 'problem_statement' then 'C' else 'D' end as weight
        from challenge_translations
        where challenge_id = challenge and field in (
            'title', 'summary', 'problem_statement', 'evidence', 'outcomes_wanted', 'who_is_affected', 'eligibility'
        )
        group by language, weight
        order by language, weight
    loop
        translated := translated || setweight(townlab_words(found.language, found.words), found.weight::"char");
    end loop;
    return translated;
end $$;
create function challenges_are_found_by_translations() returns trigger language plpgsql as $$
begin
    update challenges set translated = townlab_translated(id)
    where id in (select challenge_id from changed);
    return null;
end $$;
create trigger challenges_found_by_new_translations after insert on challenge_translations
referencing new table as changed for each statement execute function challenges_are_found_by_translations();
create trigger challenges_found_by_changed_translations after update on challenge_translations
referencing new table as changed for each statement execute function challenges_are_found_by_translations();
create trigger challenges_found_without_translations after delete on challenge_translations
referencing old table as changed for each statement execute function challenges_are_found_by_translations();
update challenges set translated = townlab_translated(id) where id in (select challenge_id from challenge_translations);
"""
FUNCTIONS = (TIDY, PLAIN, WELSH_RADICALS, WELSH_FORMS, WELSH, ROMANCE, WORDS)


def upgrade() -> None:
    for function in FUNCTIONS:
        # The driver must not look for parameters in it.
        op.get_bind().connection.driver_connection.execute(function)
    for table in ("problems", "challenges"):
        op.add_column(table, sa.Column("theme", sa.String(length=40), nullable=True))
        op.create_check_constraint(op.f(f"ck_{table}_theme_known"), table, sa.column("theme").in_(THEMES))
    op.add_column("challenges", sa.Column("translated", postgresql.TSVECTOR(), server_default="", nullable=False))
    op.get_bind().connection.driver_connection.execute(TRANSLATED)
    for table, columns in SEARCHED.items():
        op.drop_index(f"ix_{table}_search", table_name=table)
        op.drop_column(table, "search")
        op.add_column(table, sa.Column("search", postgresql.TSVECTOR(), sa.Computed(columns, persisted=True)))
        op.create_index(f"ix_{table}_search", table, ["search"], postgresql_using="gin")
    op.create_index(
        "ix_problems_council_id_state_theme",
        "problems",
        ["council_id", "state", "theme"],
        postgresql_where=sa.text("published_at is not null"),
    )
