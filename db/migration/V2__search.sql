-- Whether the accounts of a domain have a full-text index.
alter table domain add column searched boolean not null default true;
