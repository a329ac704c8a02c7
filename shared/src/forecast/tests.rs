mod orgs;
mod table;
