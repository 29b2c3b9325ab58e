-- Finds the applications of people born on the same day: one half of "same person twice".
CREATE INDEX application_birth_date ON portal.application ((form -> 'identity' ->> 'birthDate')) WHERE status IN ('SUBMITTED', 'APPROVED');
