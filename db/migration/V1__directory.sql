-- The directory: domains, accounts, aliases. Addresses compare byte by byte: the program folds them (lower case, NFC) before they come here.

create table domain (
  id      bigint not null auto_increment,
  name    varchar(253) not null,            -- lower-case A-labels
  created datetime(6) not null,             -- UTC, as every time here
  primary key (id),
  unique key domain_name (name)
) engine=InnoDB default charset=utf8mb4 collate=utf8mb4_bin;

-- Every address of ours stands here exactly once, whatever it is: so no account and alias can ever share one.
create table address (
  id         bigint not null auto_increment,
  domain_id  bigint not null,
  local_part varchar(64) not null,
  primary key (id),
  unique key address_once (domain_id, local_part),
  constraint address_domain foreign key (domain_id) references domain (id)
) engine=InnoDB default charset=utf8mb4 collate=utf8mb4_bin;

create table account (
  id            bigint not null auto_increment,
  address_id    bigint not null,
  name          varchar(200) not null collate utf8mb4_unicode_ci,
  enabled       boolean not null,
  administrator boolean not null,
  leaving       boolean not null,           -- being removed: nobody sees it any more, its mail is still to be set aside
  moving_from   bigint,                     -- being renamed: the address whose mail is still to be moved here; null else
  quota         bigint,                     -- bytes; null for no limit
  language      varchar(35) not null,       -- BCP 47
  password_hash varchar(255) not null,      -- Argon2id, PHC string form
  scram         varchar(255) not null,      -- SCRAM-SHA-256 verifier
  created       datetime(6) not null,
  changed       datetime(6) not null,
  primary key (id),
  unique key account_address (address_id),
  constraint account_address foreign key (address_id) references address (id),
  constraint account_moving_from foreign key (moving_from) references address (id)
) engine=InnoDB default charset=utf8mb4 collate=utf8mb4_bin;

-- Addresses that an account had before it was renamed; they still lead to it.
create table former_address (
  address_id bigint not null,
  account_id bigint not null,
  until      datetime(6) not null,
  primary key (address_id),
  constraint former_address_address foreign key (address_id) references address (id),
  constraint former_address_account foreign key (account_id) references account (id)
) engine=InnoDB default charset=utf8mb4 collate=utf8mb4_bin;

create table alias (
  id         bigint not null auto_increment,
  address_id bigint not null,
  created    datetime(6) not null,
  primary key (id),
  unique key alias_address (address_id),
  constraint alias_address foreign key (address_id) references address (id)
) engine=InnoDB default charset=utf8mb4 collate=utf8mb4_bin;

create table alias_target (
  alias_id bigint not null,
  target   varchar(320) not null,           -- an address of ours or of anybody
  primary key (alias_id, target),
  key alias_target_target (target),
  constraint alias_target_alias foreign key (alias_id) references alias (id) on delete cascade
) engine=InnoDB default charset=utf8mb4 collate=utf8mb4_bin;

-- What is set in the console, by key; and what the program must remember.
create table setting (
  name    varchar(190) not null,
  value   text not null,
  changed datetime(6) not null,
  primary key (name)
) engine=InnoDB default charset=utf8mb4 collate=utf8mb4_bin;

-- From this come the steady answers to SCRAM for names that do not exist: they must not change from one start to the next.
insert into setting (name, value, changed) values ('directory.decoy', lower(hex(random_bytes(32))), utc_timestamp(6));
