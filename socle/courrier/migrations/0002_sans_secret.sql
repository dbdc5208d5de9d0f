-- The key of the site signs the links (`coffre`): no secret is kept here.
DROP TABLE courriels_secrets;
