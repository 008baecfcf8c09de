//! Tokens into a syntax tree, by recursive descent.

use super::super::wire::Refusal;
use super::lexer::{Part, Token, malformed, tokens};

/// A query as written.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Query {
    pub(crate) items: Vec<Item>,
    pub(crate) object: Name,
    pub(crate) alias: Option<String>,
    pub(crate) condition: Option<Condition>,
    pub(crate) order: Vec<Order>,
    pub(crate) limit: Option<usize>,
    pub(crate) offset: usize,
}

/// A name with its place.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Name {
    pub(crate) text: String,
    pub(crate) at: usize,
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Item {
    Path(Name),
    Children(Query),
    /// `COUNT()`.
    Count,
    /// `FIELDS(ALL)`, `FIELDS(STANDARD)`, `FIELDS(CUSTOM)`.
    Fields(Name),
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Condition {
    And(Vec<Condition>),
    Or(Vec<Condition>),
    Not(Box<Condition>),
    Compare {
        path: Name,
        test: Test,
        value: Literal,
    },
    In {
        path: Name,
        negated: Negated,
        values: Vec<Literal>,
    },
    InQuery {
        path: Name,
        negated: Negated,
        query: Box<Query>,
    },
    /// `INCLUDES` and, negated, `EXCLUDES`.
    Includes {
        path: Name,
        negated: Negated,
        values: Vec<Literal>,
    },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Negated {
    No,
    Yes,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Test {
    Equal,
    Unequal,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    Like,
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Literal {
    Text {
        plain: String,
        pattern: String,
    },
    Number(String),
    Boolean(bool),
    Null,
    Moment(String),
    /// `LAST_N_DAYS:7`.
    Relative(String),
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Order {
    pub(crate) path: Name,
    pub(crate) direction: Direction,
    pub(crate) nulls: Nulls,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Direction {
    Ascending,
    Descending,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Nulls {
    First,
    Last,
}

const LONGEST: usize = 100_000;
const MOST_OFFSET: usize = 2_000;

/// Parses a whole query.
pub(crate) fn parse(text: &str) -> Result<Query, Refusal> {
    if text.chars().count() > LONGEST {
        return Err(Refusal::new("QUERY_TOO_COMPLICATED", "SOQL statement is too long"));
    }
    let mut parser = Parser { text, tokens: tokens(text)?, next: 0 };
    let query = parser.query()?;
    parser.end()?;
    Ok(query)
}

/// Parses a condition alone.
pub(crate) fn parse_condition(text: &str) -> Result<Condition, Refusal> {
    let mut parser = Parser { text, tokens: tokens(text)?, next: 0 };
    let condition = parser.condition()?;
    parser.end()?;
    Ok(condition)
}

struct Parser<'a> {
    text: &'a str,
    tokens: Vec<Token>,
    next: usize,
}

impl Parser<'_> {
    fn query(&mut self) -> Result<Query, Refusal> {
        self.expect("SELECT")?;
        let mut items = vec![self.item()?];
        while self.sign(",") {
            items.push(self.item()?);
        }
        self.expect("FROM")?;
        let object = self.name()?;
        let alias = self.alias()?;
        let condition = if self.word("WHERE") { Some(self.condition()?) } else { None };
        let order = if self.word("ORDER") { self.order()? } else { Vec::new() };
        let limit = if self.word("LIMIT") { Some(self.count()?) } else { None };
        let offset = if self.word("OFFSET") { self.count()? } else { 0 };
        if offset > MOST_OFFSET {
            let words = format!("Maximum SOQL offset allowed is {MOST_OFFSET}");
            return Err(Refusal::new("NUMBER_OUTSIDE_VALID_RANGE", words));
        }
        Ok(Query { items, object, alias, condition, order, limit, offset })
    }

    fn alias(&mut self) -> Result<Option<String>, Refusal> {
        const CLAUSES: [&str; 4] = ["WHERE", "ORDER", "LIMIT", "OFFSET"];
        let Part::Word(word) = &self.peek().part else { return Ok(None) };
        let word = word.clone();
        if CLAUSES.iter().any(|clause| clause.eq_ignore_ascii_case(&word)) {
            return Ok(None);
        }
        if ["GROUP", "HAVING", "WITH", "USING", "FOR", "ALL", "TYPEOF"]
            .iter()
            .any(|clause| clause.eq_ignore_ascii_case(&word))
        {
            return Err(self.unexpected());
        }
        self.next += 1;
        Ok(Some(word))
    }

    fn item(&mut self) -> Result<Item, Refusal> {
        if self.sign("(") {
            let query = self.query()?;
            self.close()?;
            return Ok(Item::Children(query));
        }
        let name = self.name()?;
        if !self.sign("(") {
            return Ok(Item::Path(name));
        }
        if name.text.eq_ignore_ascii_case("COUNT") && self.sign(")") {
            return Ok(Item::Count);
        }
        if !name.text.eq_ignore_ascii_case("FIELDS") {
            return Err(self.unexpected());
        }
        let which = self.name()?;
        self.close()?;
        Ok(Item::Fields(which))
    }

    /// Conditions of one level are all joined by AND, or all by OR.
    fn condition(&mut self) -> Result<Condition, Refusal> {
        let first = self.term()?;
        let joint = if self.at_word("AND") { "AND" } else { "OR" };
        let mut parts = vec![first];
        while self.word(joint) {
            parts.push(self.term()?);
        }
        if self.at_word("AND") || self.at_word("OR") {
            return Err(self.unexpected());
        }
        if parts.len() == 1 {
            return parts.pop().ok_or_else(|| self.unexpected());
        }
        Ok(if joint == "AND" { Condition::And(parts) } else { Condition::Or(parts) })
    }

    fn term(&mut self) -> Result<Condition, Refusal> {
        if self.word("NOT") {
            return Ok(Condition::Not(Box::new(self.term()?)));
        }
        if self.sign("(") {
            let inner = self.condition()?;
            self.close()?;
            return Ok(inner);
        }
        let path = self.name()?;
        if self.word("NOT") {
            self.expect("IN")?;
            return self.membership(path, Negated::Yes);
        }
        if self.word("IN") {
            return self.membership(path, Negated::No);
        }
        if self.word("INCLUDES") {
            return Ok(Condition::Includes { path, negated: Negated::No, values: self.list()? });
        }
        if self.word("EXCLUDES") {
            return Ok(Condition::Includes { path, negated: Negated::Yes, values: self.list()? });
        }
        let test = self.test()?;
        Ok(Condition::Compare { path, test, value: self.literal()? })
    }

    fn test(&mut self) -> Result<Test, Refusal> {
        if self.word("LIKE") {
            return Ok(Test::Like);
        }
        let known = [
            ("=", Test::Equal),
            ("!=", Test::Unequal),
            ("<=", Test::LessOrEqual),
            (">=", Test::GreaterOrEqual),
            ("<", Test::Less),
            (">", Test::Greater),
        ];
        for (sign, test) in known {
            if self.sign(sign) {
                return Ok(test);
            }
        }
        Err(self.unexpected())
    }

    fn membership(&mut self, path: Name, negated: Negated) -> Result<Condition, Refusal> {
        let inner = matches!(&self.tokens.get(self.next + 1), Some(Token { part: Part::Word(word), .. })
            if word.eq_ignore_ascii_case("SELECT"));
        if inner && self.sign("(") {
            let query = Box::new(self.query()?);
            self.close()?;
            return Ok(Condition::InQuery { path, negated, query });
        }
        Ok(Condition::In { path, negated, values: self.list()? })
    }

    fn list(&mut self) -> Result<Vec<Literal>, Refusal> {
        if !self.sign("(") {
            return Err(self.unexpected());
        }
        let mut values = vec![self.literal()?];
        while self.sign(",") {
            values.push(self.literal()?);
        }
        self.close()?;
        Ok(values)
    }

    fn literal(&mut self) -> Result<Literal, Refusal> {
        let literal = match &self.peek().part {
            Part::Text { plain, pattern } => {
                Literal::Text { plain: plain.clone(), pattern: pattern.clone() }
            }
            Part::Number(text) => Literal::Number(text.clone()),
            Part::Moment(text) => Literal::Moment(text.clone()),
            Part::Word(word) => match word.to_ascii_uppercase().as_str() {
                "TRUE" => Literal::Boolean(true),
                "FALSE" => Literal::Boolean(false),
                "NULL" => Literal::Null,
                name if super::dates::known(name) => Literal::Relative(name.to_owned()),
                _ => return Err(self.unexpected()),
            },
            Part::Sign(_) | Part::End => return Err(self.unexpected()),
        };
        self.next += 1;
        Ok(literal)
    }

    fn order(&mut self) -> Result<Vec<Order>, Refusal> {
        self.expect("BY")?;
        let mut order = Vec::new();
        loop {
            let path = self.name()?;
            let descending = self.word("DESC");
            if !descending {
                self.word("ASC");
            }
            let mut nulls = Nulls::First;
            if self.word("NULLS") {
                if self.word("LAST") {
                    nulls = Nulls::Last;
                } else {
                    self.expect("FIRST")?;
                }
            }
            let direction = if descending { Direction::Descending } else { Direction::Ascending };
            order.push(Order { path, direction, nulls });
            if !self.sign(",") {
                return Ok(order);
            }
        }
    }

    fn count(&mut self) -> Result<usize, Refusal> {
        let Part::Number(text) = &self.peek().part else { return Err(self.unexpected()) };
        let Ok(number) = text.parse() else { return Err(self.unexpected()) };
        self.next += 1;
        Ok(number)
    }

    fn name(&mut self) -> Result<Name, Refusal> {
        let token = self.peek().clone();
        let Part::Word(text) = token.part else { return Err(self.unexpected()) };
        if text.ends_with('.') || text.contains("..") || text.contains(':') {
            return Err(self.unexpected());
        }
        const RESERVED: [&str; 9] =
            ["SELECT", "FROM", "WHERE", "AND", "OR", "NOT", "LIMIT", "LIKE", "IN"];
        if RESERVED.iter().any(|word| word.eq_ignore_ascii_case(&text)) {
            return Err(self.unexpected());
        }
        self.next += 1;
        Ok(Name { text, at: token.at })
    }

    fn peek(&self) -> &Token {
        &self.tokens[self.next.min(self.tokens.len() - 1)]
    }

    fn at_word(&self, word: &str) -> bool {
        matches!(&self.peek().part, Part::Word(known) if known.eq_ignore_ascii_case(word))
    }

    /// Takes a keyword if it comes next.
    fn word(&mut self, word: &str) -> bool {
        let here = self.at_word(word);
        self.next += usize::from(here);
        here
    }

    fn sign(&mut self, sign: &str) -> bool {
        let here = matches!(&self.peek().part, Part::Sign(known) if *known == sign);
        self.next += usize::from(here);
        here
    }

    fn expect(&mut self, word: &str) -> Result<(), Refusal> {
        if self.word(word) { Ok(()) } else { Err(self.unexpected()) }
    }

    fn close(&mut self) -> Result<(), Refusal> {
        if self.sign(")") { Ok(()) } else { Err(self.unexpected()) }
    }

    fn end(&self) -> Result<(), Refusal> {
        if self.peek().part == Part::End { Ok(()) } else { Err(self.unexpected()) }
    }

    fn unexpected(&self) -> Refusal {
        let token = self.peek();
        let shown = match &token.part {
            Part::Word(text) | Part::Number(text) | Part::Moment(text) => text.clone(),
            Part::Text { plain, .. } => plain.clone(),
            Part::Sign(sign) => (*sign).to_owned(),
            Part::End => "<EOF>".to_owned(),
        };
        malformed(self.text, token.at, &format!("unexpected token: '{shown}'"))
    }
}
