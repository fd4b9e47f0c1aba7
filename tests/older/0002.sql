-- A town as it stood in the first tables that were ever in use (migration 0002): a panel in its standstill, pilots stopped
-- and in use, proposals as drafts and submitted, problems raised and published. Written once; the upgrade test reads it.
ALTER TABLE public.bodies DISABLE TRIGGER ALL;
INSERT INTO public.bodies VALUES
	('01a21562-5139-7155-a77e-3f4d46ff723c', 'council', 'Council 0', 'council-0', 'council0.example', '2020-01-01 00:00:00+00'),
	('01a21562-51e6-75c1-b491-4ec56c82d479', 'supplier', 'Supplier 0', 'supplier-0', 'supplier0.example', '2020-01-01 00:00:00+00'),
	('01a21562-51f7-7658-98f0-8d02b3a675ae', 'supplier', 'Supplier 1', 'supplier-1', 'supplier1.example', '2020-01-01 00:00:00+00'),
	('01a21562-51ff-748a-bd35-774fdc7b92af', 'supplier', 'Supplier 2', 'supplier-2', 'supplier2.example', '2020-01-01 00:00:00+00'),
	('01a21562-5436-72da-b66c-aaa210af3ebc', 'council', 'Council 1', 'council-1', 'council1.example', '2020-01-01 00:00:00+00'),
	('01a21562-5438-7717-8219-e3452175cf13', 'supplier', 'Supplier 3', 'supplier-3', 'supplier3.example', '2020-01-01 00:00:00+00'),
	('01a21562-54ab-770b-abe5-d083d71e08a3', 'council', 'Council 2', 'council-2', 'council2.example', '2020-01-01 00:00:00+00'),
	('01a21562-54ac-77ee-b805-9c9afeac15d0', 'supplier', 'Supplier 4', 'supplier-4', 'supplier4.example', '2020-01-01 00:00:00+00'),
	('01a21562-54fe-711b-a849-6d5abe93bf5d', 'supplier', 'Supplier 5', 'supplier-5', 'supplier5.example', '2020-01-01 00:00:00+00'),
	('01a21562-5501-76d6-9985-6c3e90dad5e1', 'council', 'Council 3', 'council-3', 'council3.example', '2020-01-01 00:00:00+00'),
	('01a21562-556e-72e2-a509-56c6f6c06831', 'supplier', 'Supplier 6', 'supplier-6', 'supplier6.example', '2020-01-01 00:00:00+00'),
	('01a21562-5571-72fa-a429-ee0a78c8f569', 'council', 'Council 4', 'council-4', 'council4.example', '2020-01-01 00:00:00+00'),
	('01a21562-55aa-72d7-a09b-82d6e5cf9831', 'council', 'Council 5', 'council-5', 'council5.example', '2020-01-01 00:00:00+00'),
	('01a21562-55b4-71c5-83c7-8d845792f352', 'council', 'Old Harbour', 'old-harbour', 'council6.example', '2020-01-01 00:00:00+00');
ALTER TABLE public.bodies ENABLE TRIGGER ALL;
ALTER TABLE public.councils DISABLE TRIGGER ALL;
INSERT INTO public.councils VALUES
	('01a21562-5139-7155-a77e-3f4d46ff723c', 'ENG', 'Europe/London', 'GBP', '["en"]', '#0b5c63', 'hello@council0.example', '', '', 8, true),
	('01a21562-5436-72da-b66c-aaa210af3ebc', 'ENG', 'Europe/London', 'GBP', '["en"]', '#0b5c63', 'hello@council1.example', '', '', 8, true),
	('01a21562-54ab-770b-abe5-d083d71e08a3', 'ENG', 'Europe/London', 'GBP', '["en"]', '#0b5c63', 'hello@council2.example', '', '', 8, true),
	('01a21562-5501-76d6-9985-6c3e90dad5e1', 'ENG', 'Europe/London', 'GBP', '["en"]', '#0b5c63', 'hello@council3.example', '', '', 8, true),
	('01a21562-5571-72fa-a429-ee0a78c8f569', 'ENG', 'Europe/London', 'GBP', '["en"]', '#0b5c63', 'hello@council4.example', '', '', 8, true),
	('01a21562-55aa-72d7-a09b-82d6e5cf9831', 'ENG', 'Europe/London', 'GBP', '["en"]', '#0b5c63', 'hello@council5.example', '', '', 8, true),
	('01a21562-55b4-71c5-83c7-8d845792f352', 'ENG', 'Europe/London', 'GBP', '["en"]', '#0b5c63', 'hello@council6.example', '', '', 8, true);
ALTER TABLE public.councils ENABLE TRIGGER ALL;
ALTER TABLE public.people DISABLE TRIGGER ALL;
INSERT INTO public.people VALUES
	('01a21562-51b5-74c2-9fc7-fed00d502b2f', 'Person 0', 'person0@people0.example', 'en', NULL, '2020-01-01 00:00:00+00', NULL, 'stamp', '[]'),
	('01a21562-51b7-7574-8ece-143ac8b287cd', 'Person 1', 'person1@people1.example', 'en', NULL, '2020-01-01 00:00:00+00', NULL, 'stamp', '[]'),
	('01a21562-51d0-7693-84bb-7e1cdc0fb8d3', 'Person 2', 'person2@people2.example', 'en', NULL, '2020-01-01 00:00:00+00', NULL, 'stamp', '[]'),
	('01a21562-51da-7011-8a09-fefff42b04b1', 'Person 3', 'person3@people3.example', 'en', NULL, '2020-01-01 00:00:00+00', NULL, 'stamp', '[]'),
	('01a21562-51de-75e4-8dff-aa6c56474927', 'Person 4', 'person4@people4.example', 'en', NULL, '2020-01-01 00:00:00+00', NULL, 'stamp', '[]'),
	('01a21562-51df-760d-aa57-4f6a76f6955f', 'Person 5', 'person5@people5.example', 'en', NULL, '2020-01-01 00:00:00+00', NULL, 'stamp', '[]'),
	('01a21562-51e5-73e6-b611-6d2fcf645439', 'Person 6', 'person6@people6.example', 'en', NULL, '2020-01-01 00:00:00+00', NULL, 'stamp', '[]'),
	('01a21562-51ed-7640-832c-7ce8b9d179be', 'Person 7', 'person7@people7.example', 'en', NULL, '2020-01-01 00:00:00+00', NULL, 'stamp', '[]'),
	('01a21562-51fb-759c-892b-d456c3e75771', 'Person 8', 'person8@people8.example', 'en', NULL, '2020-01-01 00:00:00+00', NULL, 'stamp', '[]'),
	('01a21562-5209-77f7-bbfc-2205fe2cb663', 'Person 9', 'person9@people9.example', 'en', NULL, '2020-01-01 00:00:00+00', NULL, 'stamp', '[]'),
	('01a21562-5439-7721-a096-a5df6843e3db', 'Person 10', 'person10@people10.example', 'en', NULL, '2020-01-01 00:00:00+00', NULL, 'stamp', '[]'),
	('01a21562-5439-7721-a096-a5e05df34e88', 'Person 11', 'person11@people11.example', 'en', NULL, '2020-01-01 00:00:00+00', NULL, 'stamp', '[]'),
	('01a21562-5446-7104-8c0d-4f7d059f3ffb', 'Person 12', 'person12@people12.example', 'en', NULL, '2020-01-01 00:00:00+00', NULL, 'stamp', '[]'),
	('01a21562-5448-74d1-b30c-152afcda5e76', 'Person 13', 'person13@people13.example', 'en', NULL, '2020-01-01 00:00:00+00', NULL, 'stamp', '[]'),
	('01a21562-5449-748a-9b45-0aa03dd61e2b', 'Person 14', 'person14@people14.example', 'en', NULL, '2020-01-01 00:00:00+00', NULL, 'stamp', '[]'),
	('01a21562-5464-71aa-b27e-017b762ead38', 'Person 15', 'person15@people15.example', 'en', NULL, '2020-01-01 00:00:00+00', NULL, 'stamp', '[]'),
	('01a21562-54ad-74a1-9cd6-9b9bf5318ebb', 'Person 16', 'person16@people16.example', 'en', NULL, '2020-01-01 00:00:00+00', NULL, 'stamp', '[]'),
	('01a21562-54ae-7640-845b-afe001e4d17a', 'Person 17', 'person17@people17.example', 'en', NULL, '2020-01-01 00:00:00+00', NULL, 'stamp', '[]'),
	('01a21562-54bc-702d-9753-7e372abe3529', 'Person 18', 'person18@people18.example', 'en', NULL, '2020-01-01 00:00:00+00', NULL, 'stamp', '[]'),
	('01a21562-54bd-700b-a789-acb4af50fe26', 'Person 19', 'person19@people19.example', 'en', NULL, '2020-01-01 00:00:00+00', NULL, 'stamp', '[]'),
	('01a21562-54bf-73ab-b16d-5a207a0897f1', 'Person 20', 'person20@people20.example', 'en', NULL, '2020-01-01 00:00:00+00', NULL, 'stamp', '[]'),
	('01a21562-54cb-750e-9c4a-3738eaeac90d', 'Person 21', 'person21@people21.example', 'en', NULL, '2020-01-01 00:00:00+00', NULL, 'stamp', '[]'),
	('01a21562-54ff-7268-aa65-93f8007d31ac', 'Person 22', 'person22@people22.example', 'en', NULL, '2020-01-01 00:00:00+00', NULL, 'stamp', '[]'),
	('01a21562-5502-717d-889b-2cec94db24c7', 'Person 23', 'person23@people23.example', 'en', NULL, '2020-01-01 00:00:00+00', NULL, 'stamp', '[]'),
	('01a21562-5503-7095-8a93-42ab6c3cbd9f', 'Person 24', 'person24@people24.example', 'en', NULL, '2020-01-01 00:00:00+00', NULL, 'stamp', '[]'),
	('01a21562-5570-71fd-a801-bf518b721986', 'Person 25', 'person25@people25.example', 'en', NULL, '2020-01-01 00:00:00+00', NULL, 'stamp', '[]'),
	('01a21562-5572-74f0-8b82-7965d46860f9', 'Person 26', 'person26@people26.example', 'en', NULL, '2020-01-01 00:00:00+00', NULL, 'stamp', '[]'),
	('01a21562-5573-745f-ac1e-75248e9dff88', 'Person 27', 'person27@people27.example', 'en', NULL, '2020-01-01 00:00:00+00', NULL, 'stamp', '[]'),
	('01a21562-55ac-7202-b118-b7f15db971f7', 'Person 28', 'person28@people28.example', 'en', NULL, '2020-01-01 00:00:00+00', NULL, 'stamp', '[]'),
	('01a21562-55b5-7293-9946-fbbc45115e69', 'Person 29', 'person29@people29.example', 'en', NULL, '2020-01-01 00:00:00+00', NULL, 'stamp', '[]');
ALTER TABLE public.people ENABLE TRIGGER ALL;
ALTER TABLE public.topics DISABLE TRIGGER ALL;
INSERT INTO public.topics VALUES
	('01a21562-51ca-738a-8f9f-7b54c43f6434', 'challenge', 'Challenge 0', '/challenges/challenge-0', '01a21562-5139-7155-a77e-3f4d46ff723c', '01a21562-5139-7155-a77e-3f4d46ff723c', true, true, 0, 0),
	('01a21562-5441-7326-8760-bdd1fa2668ca', 'challenge', 'Challenge 1', '/challenges/challenge-1', '01a21562-5436-72da-b66c-aaa210af3ebc', '01a21562-5436-72da-b66c-aaa210af3ebc', true, true, 0, 0),
	('01a21562-547c-7499-96a3-3cb33fb4c101', 'pilot', 'Warm pavements', '/pilots/warm-pavements', '01a21562-5436-72da-b66c-aaa210af3ebc', '01a21562-5438-7717-8219-e3452175cf13', true, true, 0, 0),
	('01a21562-54b7-76a2-a957-2f59810c6a30', 'challenge', 'Challenge 2', '/challenges/challenge-2', '01a21562-54ab-770b-abe5-d083d71e08a3', '01a21562-54ab-770b-abe5-d083d71e08a3', true, true, 0, 0),
	('01a21562-54d7-7716-a1cf-b48e70694abc', 'pilot', 'Warm pavements', '/pilots/warm-pavements-db49', '01a21562-54ab-770b-abe5-d083d71e08a3', '01a21562-54ac-77ee-b805-9c9afeac15d0', true, true, 0, 0),
	('01a21562-55bb-7161-b740-c64e1c4994ba', 'problem', 'PRB-RSVHJ67', '/problems/reference/PRB-RSVHJ67', '01a21562-55b4-71c5-83c7-8d845792f352', NULL, false, false, 0, 0),
	('01a21562-55be-7201-81f9-f0b61e5904c1', 'problem', 'The lift at the ferry is broken every Monday', '/problems/the-lift-at-the-ferry-is-broken-every-monday-r2w2kvc', '01a21562-55b4-71c5-83c7-8d845792f352', NULL, true, true, 0, 0);
ALTER TABLE public.topics ENABLE TRIGGER ALL;
ALTER TABLE public.challenges DISABLE TRIGGER ALL;
INSERT INTO public.challenges VALUES
	('01a21562-51b4-71ce-b7f9-d668bdea6870', 'CHL-7WAFXV7', 'challenge-0', '01a21562-5139-7155-a77e-3f4d46ff723c', 'Challenge 0', 'Fewer falls on icy pavements.', 'People fall on icy pavements, and we learn of it too late.', '412 falls were reported last winter.', 'Half as many falls.', 'People over 75, and those who look after them.', 'Any organisation.', 'A call-off from our highways framework.', 'You keep the rights.', 'Ann Officer', 'ann@council.example', '01632 960 001', 'Director of Highways', 'Nobody on the team has shares in a supplier.', 'rapid', 'contract', 'standstill', '2026-09-27 01:04:54+00', '2026-10-22 01:04:54+00', '2026-10-27 01:04:54+00', '2026-11-26', false, false, 0.00, 0.00, 3, 2, 5, '["01a21562-51be-7629-9648-8033d08daddb", "01a21562-51be-7629-9648-803af8e9dfbd", "01a21562-51be-7629-9648-80415a2ffe5e"]', '["en"]', 'GBP', '01a21562-51b5-74c2-9fc7-fed00d502b2f', '2026-08-28 01:04:54+00', '["01a21562-51b5-74c2-9fc7-fed00d502b2f"]', '01a21562-51b7-7574-8ece-143ac8b287cd', '2026-09-19 01:04:54+00', '2026-09-27 01:04:54+00', NULL, '', '01a21562-51ca-738a-8f9f-7b54c43f6434', DEFAULT),
	('01a21562-5439-7721-a096-a5de2f6fe24b', 'CHL-ZHYWHZ5', 'challenge-1', '01a21562-5436-72da-b66c-aaa210af3ebc', 'Challenge 1', 'Fewer falls on icy pavements.', 'People fall on icy pavements, and we learn of it too late.', '412 falls were reported last winter.', 'Half as many falls.', 'People over 75, and those who look after them.', 'Any organisation.', 'A call-off from our highways framework.', 'You keep the rights.', 'Ann Officer', 'ann@council.example', '01632 960 001', 'Director of Highways', 'Nobody on the team has shares in a supplier.', 'rapid', 'contract', 'delivering', '2026-09-27 01:04:55+00', '2026-10-22 01:04:55+00', '2026-10-27 01:04:55+00', '2026-11-26', false, false, 0.00, 0.00, 3, 2, 5, '["01a21562-543c-7716-b7c3-61ec76f3b7ad", "01a21562-543c-7716-b7c3-61f37ef598c5", "01a21562-543c-7716-b7c3-61fa9d2f25df"]', '["en"]', 'GBP', '01a21562-5439-7721-a096-a5df6843e3db', '2026-08-28 01:04:55+00', '["01a21562-5439-7721-a096-a5df6843e3db"]', '01a21562-5439-7721-a096-a5e05df34e88', '2026-09-19 01:04:55+00', '2026-09-27 01:04:55+00', NULL, '', '01a21562-5441-7326-8760-bdd1fa2668ca', DEFAULT),
	('01a21562-54ad-74a1-9cd6-9b9abbf78dd7', 'CHL-CPEDWA5', 'challenge-2', '01a21562-54ab-770b-abe5-d083d71e08a3', 'Challenge 2', 'Fewer falls on icy pavements.', 'People fall on icy pavements, and we learn of it too late.', '412 falls were reported last winter.', 'Half as many falls.', 'People over 75, and those who look after them.', 'Any organisation.', 'A call-off from our highways framework.', 'You keep the rights.', 'Ann Officer', 'ann@council.example', '01632 960 001', 'Director of Highways', 'Nobody on the team has shares in a supplier.', 'rapid', 'contract', 'delivering', '2026-09-27 01:04:55+00', '2026-10-22 01:04:55+00', '2026-10-27 01:04:55+00', '2026-11-26', false, false, 0.00, 0.00, 3, 2, 5, '["01a21562-54b0-7090-aa8d-a93dd1dfd020", "01a21562-54b0-7090-aa8d-a944d6b831aa", "01a21562-54b0-7090-aa8d-a94b8901d573"]', '["en"]', 'GBP', '01a21562-54ad-74a1-9cd6-9b9bf5318ebb', '2026-08-28 01:04:55+00', '["01a21562-54ad-74a1-9cd6-9b9bf5318ebb"]', '01a21562-54ae-7640-845b-afe001e4d17a', '2026-09-19 01:04:55+00', '2026-09-27 01:04:55+00', NULL, '', '01a21562-54b7-76a2-a957-2f59810c6a30', DEFAULT),
	('01a21562-5502-717d-889b-2ce9bac8bc76', 'CHL-eaac5fb469', 'challenge-eb5af1f803', '01a21562-5501-76d6-9985-6c3e90dad5e1', 'Quieter bin lorries', '', '', '', '', '', '', '', '', '', 'hello@council3.example', '', '', '', 'rapid', 'contract', 'approved', '2026-11-06 01:04:55.49738+00', '2026-12-01 01:04:55.49738+00', '2026-12-06 01:04:55.49738+00', NULL, false, false, 0.00, 0.00, 3, 2, 5, '[]', '[]', 'GBP', '01a21562-5502-717d-889b-2cec94db24c7', '2026-10-27 01:04:55.49738+00', '[]', '01a21562-5503-7095-8a93-42ab6c3cbd9f', '2026-11-01 01:04:55.49738+00', NULL, NULL, '', NULL, DEFAULT),
	('01a21562-5572-74f0-8b82-79627f10b2ae', 'CHL-631aeb03d5', 'challenge-642cc947bd', '01a21562-5571-72fa-a429-ee0a78c8f569', 'Quieter bin lorries', '', '', '', '', '', '', '', '', '', 'hello@council4.example', '', '', '', 'rapid', 'contract', 'approved', '2026-11-06 01:04:55.49738+00', '2026-12-01 01:04:55.49738+00', '2026-12-06 01:04:55.49738+00', NULL, false, false, 0.00, 0.00, 3, 2, 5, '[]', '[]', 'GBP', '01a21562-5572-74f0-8b82-7965d46860f9', '2026-10-27 01:04:55.49738+00', '[]', '01a21562-5573-745f-ac1e-75248e9dff88', '2026-11-01 01:04:55.49738+00', NULL, NULL, '', NULL, DEFAULT),
	('01a21562-55aa-72d7-a09b-82d5540aa481', 'CHL-QR5T424', 'challenge-3', '01a21562-55aa-72d7-a09b-82d6e5cf9831', 'Challenge 3', 'Fewer falls on icy pavements.', 'People fall on icy pavements, and we learn of it too late.', '412 falls were reported last winter.', 'Half as many falls.', 'People over 75, and those who look after them.', 'Any organisation.', 'A call-off from our highways framework.', 'You keep the rights.', 'Ann Officer', 'ann@council.example', '01632 960 001', 'Director of Highways', 'Nobody on the team has shares in a supplier.', 'rapid', 'contract', 'draft', '2026-12-10 01:04:55+00', '2027-01-04 01:04:55+00', '2027-01-09 01:04:55+00', '2027-02-08', false, false, 0.00, 0.00, 3, 2, 5, '["01a21562-55ae-70a1-be0b-b0bbd1db9354", "01a21562-55ae-70a1-be0b-b0c272e77ead", "01a21562-55ae-70a1-be0b-b0c9be1e7561"]', '["en"]', 'GBP', '01a21562-55ac-7202-b118-b7f15db971f7', '2026-11-10 01:04:55+00', '["01a21562-55ac-7202-b118-b7f15db971f7"]', NULL, NULL, NULL, NULL, '', NULL, DEFAULT);
ALTER TABLE public.challenges ENABLE TRIGGER ALL;
ALTER TABLE public.lots DISABLE TRIGGER ALL;
INSERT INTO public.lots VALUES
	('01a21562-51be-7629-9648-80487d9cd726', '01a21562-51b4-71ce-b7f9-d668bdea6870', 1, 'Challenge 0'),
	('01a21562-543d-7358-ae0d-064ff193d534', '01a21562-5439-7721-a096-a5de2f6fe24b', 1, 'Challenge 1'),
	('01a21562-54b1-75b3-95d2-ad716a553634', '01a21562-54ad-74a1-9cd6-9b9abbf78dd7', 1, 'Challenge 2'),
	('01a21562-5506-70de-a655-f691761a0c07', '01a21562-5502-717d-889b-2ce9bac8bc76', 1, 'All'),
	('01a21562-5574-70b6-b30b-84e3fb261b43', '01a21562-5572-74f0-8b82-79627f10b2ae', 1, 'All'),
	('01a21562-55ae-70a1-be0b-b0d040af4e78', '01a21562-55aa-72d7-a09b-82d5540aa481', 1, 'Challenge 3');
ALTER TABLE public.lots ENABLE TRIGGER ALL;
ALTER TABLE public.phases DISABLE TRIGGER ALL;
INSERT INTO public.phases VALUES
	('01a21562-51bd-715b-bfe7-a6783bc29fa2', '01a21562-51b4-71ce-b7f9-d668bdea6870', 1, 'Test', '2026-12-24', '2027-03-18', 1, 50000.00, '["Test report"]', '[{"title": "Report", "percent": 100}]'),
	('01a21562-543c-7716-b7c3-61eb35b8abef', '01a21562-5439-7721-a096-a5de2f6fe24b', 1, 'Test', '2026-12-24', '2027-03-18', 2, 50000.00, '["Test report"]', '[{"title": "Report", "percent": 100}]'),
	('01a21562-54b0-7090-aa8d-a93cfde9a80e', '01a21562-54ad-74a1-9cd6-9b9abbf78dd7', 1, 'Test', '2026-12-24', '2027-03-18', 2, 50000.00, '["Test report"]', '[{"title": "Report", "percent": 100}]'),
	('01a21562-5506-70de-a655-f6901e4d2756', '01a21562-5502-717d-889b-2ce9bac8bc76', 1, 'Test', NULL, NULL, 1, NULL, '[]', '[]'),
	('01a21562-5574-70b6-b30b-84e2c38f092c', '01a21562-5572-74f0-8b82-79627f10b2ae', 1, 'Test', NULL, NULL, 1, NULL, '[]', '[]'),
	('01a21562-55ae-70a1-be0b-b0baa480f403', '01a21562-55aa-72d7-a09b-82d5540aa481', 1, 'Test', '2027-03-08', '2027-05-31', 2, 50000.00, '["Test report"]', '[{"title": "Report", "percent": 100}]');
ALTER TABLE public.phases ENABLE TRIGGER ALL;
ALTER TABLE public.suppliers DISABLE TRIGGER ALL;
INSERT INTO public.suppliers VALUES
	('01a21562-51e6-75c1-b491-4ec56c82d479', 'GB-COH', '10000000', 'small', 'GB', ''),
	('01a21562-51f7-7658-98f0-8d02b3a675ae', 'GB-COH', '10000001', 'small', 'GB', ''),
	('01a21562-51ff-748a-bd35-774fdc7b92af', 'GB-COH', '10000002', 'small', 'GB', ''),
	('01a21562-5438-7717-8219-e3452175cf13', 'GB-COH', '10000003', 'small', 'GB', ''),
	('01a21562-54ac-77ee-b805-9c9afeac15d0', 'GB-COH', '10000004', 'small', 'GB', ''),
	('01a21562-54fe-711b-a849-6d5abe93bf5d', 'GB-COH', '10000005', 'small', 'GB', ''),
	('01a21562-556e-72e2-a509-56c6f6c06831', 'GB-COH', '10000006', 'small', 'GB', '');
ALTER TABLE public.suppliers ENABLE TRIGGER ALL;
ALTER TABLE public.submissions DISABLE TRIGGER ALL;
INSERT INTO public.submissions VALUES
	('01a21562-51e9-7393-b09e-fa2ba054b9db', 'SUB-GZMACZ6', '01a21562-51b4-71ce-b7f9-d668bdea6870', '01a21562-51be-7629-9648-80487d9cd726', '01a21562-51bd-715b-bfe7-a6783bc29fa2', '01a21562-51e6-75c1-b491-4ec56c82d479', 'Proposal of Supplier 0', 0, 'recommended', '01a21562-51e5-73e6-b611-6d2fcf645439', '2026-10-27 00:04:54+00', '2026-10-27 00:04:54+00', NULL, NULL, NULL, NULL, NULL, NULL, ''),
	('01a21562-51f9-7442-ab57-b29364c1b96b', 'SUB-3XFST8N', '01a21562-51b4-71ce-b7f9-d668bdea6870', '01a21562-51be-7629-9648-80487d9cd726', '01a21562-51bd-715b-bfe7-a6783bc29fa2', '01a21562-51f7-7658-98f0-8d02b3a675ae', 'Proposal of Supplier 1', 0, 'reserve', '01a21562-51ed-7640-832c-7ce8b9d179be', '2026-10-27 00:04:54+00', '2026-10-27 00:04:54+00', NULL, NULL, NULL, NULL, NULL, NULL, ''),
	('01a21562-5201-7544-b520-6925ef4ec8dc', 'SUB-CA6KK5B', '01a21562-51b4-71ce-b7f9-d668bdea6870', '01a21562-51be-7629-9648-80487d9cd726', '01a21562-51bd-715b-bfe7-a6783bc29fa2', '01a21562-51ff-748a-bd35-774fdc7b92af', 'Proposal of Supplier 2', 0, 'not_selected', '01a21562-51fb-759c-892b-d456c3e75771', '2026-10-27 00:04:54+00', '2026-10-27 00:04:54+00', NULL, NULL, NULL, NULL, NULL, NULL, ''),
	('01a21562-5444-728c-b319-b9b66c64228b', 'SUB-B9MWNTM', '01a21562-5439-7721-a096-a5de2f6fe24b', '01a21562-543d-7358-ae0d-064ff193d534', NULL, '01a21562-5438-7717-8219-e3452175cf13', 'Warm pavements', 0, 'contracted', '01a21562-5439-7721-a096-a5df6843e3db', '2026-11-26 01:04:55.314364+00', '2026-11-26 01:04:55.314364+00', NULL, NULL, NULL, NULL, NULL, NULL, ''),
	('01a21562-54ba-718c-9741-0cf1cfe1f7fb', 'SUB-C6P4F3A', '01a21562-54ad-74a1-9cd6-9b9abbf78dd7', '01a21562-54b1-75b3-95d2-ad716a553634', NULL, '01a21562-54ac-77ee-b805-9c9afeac15d0', 'Warm pavements', 0, 'contracted', '01a21562-54ad-74a1-9cd6-9b9bf5318ebb', '2026-11-26 01:04:55.394406+00', '2026-11-26 01:04:55.394406+00', NULL, NULL, NULL, NULL, NULL, NULL, ''),
	('01a21562-550d-72c8-9a7b-32081cb50c46', 'SUB-8VJWHDD', '01a21562-5502-717d-889b-2ce9bac8bc76', '01a21562-5506-70de-a655-f691761a0c07', '01a21562-5506-70de-a655-f6901e4d2756', '01a21562-54fe-711b-a849-6d5abe93bf5d', 'Title We would listen.', 1, 'draft', '01a21562-54ff-7268-aa65-93f8007d31ac', '2026-11-26 01:04:55.49738+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, ''),
	('01a21562-5579-710a-b035-aab16c8ed0db', 'SUB-DZ5DQHK', '01a21562-5572-74f0-8b82-79627f10b2ae', '01a21562-5574-70b6-b30b-84e3fb261b43', '01a21562-5574-70b6-b30b-84e2c38f092c', '01a21562-556e-72e2-a509-56c6f6c06831', 'Title We would listen.', 1, 'submitted', '01a21562-5570-71fd-a801-bf518b721986', '2026-11-26 01:04:55.49738+00', '2026-11-26 01:04:55.705861+00', NULL, NULL, NULL, NULL, NULL, NULL, '');
ALTER TABLE public.submissions ENABLE TRIGGER ALL;
ALTER TABLE public.pilots DISABLE TRIGGER ALL;
INSERT INTO public.pilots VALUES
	('01a21562-5457-77ea-912b-340d3fc51d2d', 'PIL-QFC7V73', 'warm-pavements', '01a21562-5439-7721-a096-a5de2f6fe24b', '01a21562-5444-728c-b319-b9b66c64228b', '01a21562-5436-72da-b66c-aaa210af3ebc', '01a21562-5438-7717-8219-e3452175cf13', '01a21562-547c-7499-96a3-3cb33fb4c101', '01a21562-5446-7104-8c0d-4f7d059f3ffb', '01a21562-5449-748a-9b45-0aa03dd61e2b', 'Warm pavements', 'Fewer falls on icy pavements.', 'en', 'stopped', '2026-11-26 01:04:55.314364+00', 2, 50000.00, 'GBP', false, '2026-12-24', '2027-03-18', '2026-11-26', '', NULL, '01a21562-5448-74d1-b30c-152afcda5e76', 'It costs too much.', 'not_viable', 'It costs too much.', '2026-11-26', NULL, '', '', '', NULL, DEFAULT),
	('01a21562-54c4-7603-b5d2-f6572af5a790', 'PIL-NJP4YXX', 'warm-pavements-db49', '01a21562-54ad-74a1-9cd6-9b9abbf78dd7', '01a21562-54ba-718c-9741-0cf1cfe1f7fb', '01a21562-54ab-770b-abe5-d083d71e08a3', '01a21562-54ac-77ee-b805-9c9afeac15d0', '01a21562-54d7-7716-a1cf-b48e70694abc', '01a21562-54bc-702d-9753-7e372abe3529', '01a21562-54bf-73ab-b16d-5a207a0897f1', 'Warm pavements', 'Fewer falls on icy pavements.', 'en', 'in_use', '2026-11-26 01:04:55.394406+00', 2, 50000.00, 'GBP', false, '2026-12-24', '2027-03-18', '2026-11-26', 'It works.', '01a21562-54bc-702d-9753-7e372abe3529', '01a21562-54bd-700b-a789-acb4af50fe26', 'It works.', NULL, '', NULL, '2026-11-26', '', '', '', NULL, DEFAULT);
ALTER TABLE public.pilots ENABLE TRIGGER ALL;
ALTER TABLE public.adoptions DISABLE TRIGGER ALL;
ALTER TABLE public.adoptions ENABLE TRIGGER ALL;
ALTER TABLE public.amendments DISABLE TRIGGER ALL;
ALTER TABLE public.amendments ENABLE TRIGGER ALL;
ALTER TABLE public.criteria DISABLE TRIGGER ALL;
INSERT INTO public.criteria VALUES
	('01a21562-51be-7629-9648-8033d08daddb', '01a21562-51be-7629-9648-80487d9cd726', 1, 'Impact', '', 50.00, NULL),
	('01a21562-51be-7629-9648-803af8e9dfbd', '01a21562-51be-7629-9648-80487d9cd726', 2, 'Feasibility', '', 30.00, NULL),
	('01a21562-51be-7629-9648-80415a2ffe5e', '01a21562-51be-7629-9648-80487d9cd726', 3, 'Value', '', 20.00, NULL),
	('01a21562-543c-7716-b7c3-61ec76f3b7ad', '01a21562-543d-7358-ae0d-064ff193d534', 1, 'Impact', '', 50.00, NULL),
	('01a21562-543c-7716-b7c3-61f37ef598c5', '01a21562-543d-7358-ae0d-064ff193d534', 2, 'Feasibility', '', 30.00, NULL),
	('01a21562-543c-7716-b7c3-61fa9d2f25df', '01a21562-543d-7358-ae0d-064ff193d534', 3, 'Value', '', 20.00, NULL),
	('01a21562-54b0-7090-aa8d-a93dd1dfd020', '01a21562-54b1-75b3-95d2-ad716a553634', 1, 'Impact', '', 50.00, NULL),
	('01a21562-54b0-7090-aa8d-a944d6b831aa', '01a21562-54b1-75b3-95d2-ad716a553634', 2, 'Feasibility', '', 30.00, NULL),
	('01a21562-54b0-7090-aa8d-a94b8901d573', '01a21562-54b1-75b3-95d2-ad716a553634', 3, 'Value', '', 20.00, NULL),
	('01a21562-55ae-70a1-be0b-b0bbd1db9354', '01a21562-55ae-70a1-be0b-b0d040af4e78', 1, 'Impact', '', 50.00, NULL),
	('01a21562-55ae-70a1-be0b-b0c272e77ead', '01a21562-55ae-70a1-be0b-b0d040af4e78', 2, 'Feasibility', '', 30.00, NULL),
	('01a21562-55ae-70a1-be0b-b0c9be1e7561', '01a21562-55ae-70a1-be0b-b0d040af4e78', 3, 'Value', '', 20.00, NULL);
ALTER TABLE public.criteria ENABLE TRIGGER ALL;
ALTER TABLE public.anchors DISABLE TRIGGER ALL;
INSERT INTO public.anchors VALUES
	('01a21562-51be-7629-9648-8034a8de6dff', '01a21562-51be-7629-9648-8033d08daddb', 0, 'Impact at 0.'),
	('01a21562-51be-7629-9648-8035cc5fda15', '01a21562-51be-7629-9648-8033d08daddb', 1, 'Impact at 1.'),
	('01a21562-51be-7629-9648-803652e2e09e', '01a21562-51be-7629-9648-8033d08daddb', 2, 'Impact at 2.'),
	('01a21562-51be-7629-9648-80371442808c', '01a21562-51be-7629-9648-8033d08daddb', 3, 'Impact at 3.'),
	('01a21562-51be-7629-9648-803825522a35', '01a21562-51be-7629-9648-8033d08daddb', 4, 'Impact at 4.'),
	('01a21562-51be-7629-9648-8039772f1871', '01a21562-51be-7629-9648-8033d08daddb', 5, 'Impact at 5.'),
	('01a21562-51be-7629-9648-803ba1625ed4', '01a21562-51be-7629-9648-803af8e9dfbd', 0, 'Feasibility at 0.'),
	('01a21562-51be-7629-9648-803c19f5f64a', '01a21562-51be-7629-9648-803af8e9dfbd', 1, 'Feasibility at 1.'),
	('01a21562-51be-7629-9648-803d21abbbad', '01a21562-51be-7629-9648-803af8e9dfbd', 2, 'Feasibility at 2.'),
	('01a21562-51be-7629-9648-803e6302dded', '01a21562-51be-7629-9648-803af8e9dfbd', 3, 'Feasibility at 3.'),
	('01a21562-51be-7629-9648-803fa5e5f869', '01a21562-51be-7629-9648-803af8e9dfbd', 4, 'Feasibility at 4.'),
	('01a21562-51be-7629-9648-8040cef0e23f', '01a21562-51be-7629-9648-803af8e9dfbd', 5, 'Feasibility at 5.'),
	('01a21562-51be-7629-9648-80422a730650', '01a21562-51be-7629-9648-80415a2ffe5e', 0, 'Value at 0.'),
	('01a21562-51be-7629-9648-80432b846534', '01a21562-51be-7629-9648-80415a2ffe5e', 1, 'Value at 1.'),
	('01a21562-51be-7629-9648-8044194eff3d', '01a21562-51be-7629-9648-80415a2ffe5e', 2, 'Value at 2.'),
	('01a21562-51be-7629-9648-80453c40199f', '01a21562-51be-7629-9648-80415a2ffe5e', 3, 'Value at 3.'),
	('01a21562-51be-7629-9648-80469eef8d7a', '01a21562-51be-7629-9648-80415a2ffe5e', 4, 'Value at 4.'),
	('01a21562-51be-7629-9648-8047bf89ef13', '01a21562-51be-7629-9648-80415a2ffe5e', 5, 'Value at 5.'),
	('01a21562-543c-7716-b7c3-61edb02db5ce', '01a21562-543c-7716-b7c3-61ec76f3b7ad', 0, 'Impact at 0.'),
	('01a21562-543c-7716-b7c3-61ee01c3ad1b', '01a21562-543c-7716-b7c3-61ec76f3b7ad', 1, 'Impact at 1.'),
	('01a21562-543c-7716-b7c3-61efd1e4e718', '01a21562-543c-7716-b7c3-61ec76f3b7ad', 2, 'Impact at 2.'),
	('01a21562-543c-7716-b7c3-61f0b2357cf5', '01a21562-543c-7716-b7c3-61ec76f3b7ad', 3, 'Impact at 3.'),
	('01a21562-543c-7716-b7c3-61f1eb9aaaf8', '01a21562-543c-7716-b7c3-61ec76f3b7ad', 4, 'Impact at 4.'),
	('01a21562-543c-7716-b7c3-61f2180b27ce', '01a21562-543c-7716-b7c3-61ec76f3b7ad', 5, 'Impact at 5.'),
	('01a21562-543c-7716-b7c3-61f4266f0d05', '01a21562-543c-7716-b7c3-61f37ef598c5', 0, 'Feasibility at 0.'),
	('01a21562-543c-7716-b7c3-61f54abbb0df', '01a21562-543c-7716-b7c3-61f37ef598c5', 1, 'Feasibility at 1.'),
	('01a21562-543c-7716-b7c3-61f642e43c33', '01a21562-543c-7716-b7c3-61f37ef598c5', 2, 'Feasibility at 2.'),
	('01a21562-543c-7716-b7c3-61f707c13ff9', '01a21562-543c-7716-b7c3-61f37ef598c5', 3, 'Feasibility at 3.'),
	('01a21562-543c-7716-b7c3-61f88c3c2f05', '01a21562-543c-7716-b7c3-61f37ef598c5', 4, 'Feasibility at 4.'),
	('01a21562-543c-7716-b7c3-61f9ab68789c', '01a21562-543c-7716-b7c3-61f37ef598c5', 5, 'Feasibility at 5.'),
	('01a21562-543c-7716-b7c3-61fbeab3f019', '01a21562-543c-7716-b7c3-61fa9d2f25df', 0, 'Value at 0.'),
	('01a21562-543c-7716-b7c3-61fc3ff31cac', '01a21562-543c-7716-b7c3-61fa9d2f25df', 1, 'Value at 1.'),
	('01a21562-543c-7716-b7c3-61fdec1350f4', '01a21562-543c-7716-b7c3-61fa9d2f25df', 2, 'Value at 2.'),
	('01a21562-543c-7716-b7c3-61fe9b6ddde6', '01a21562-543c-7716-b7c3-61fa9d2f25df', 3, 'Value at 3.'),
	('01a21562-543c-7716-b7c3-61ff3eaed1cf', '01a21562-543c-7716-b7c3-61fa9d2f25df', 4, 'Value at 4.'),
	('01a21562-543c-7716-b7c3-62006c03d209', '01a21562-543c-7716-b7c3-61fa9d2f25df', 5, 'Value at 5.'),
	('01a21562-54b0-7090-aa8d-a93ea835edbe', '01a21562-54b0-7090-aa8d-a93dd1dfd020', 0, 'Impact at 0.'),
	('01a21562-54b0-7090-aa8d-a93f9deddc86', '01a21562-54b0-7090-aa8d-a93dd1dfd020', 1, 'Impact at 1.'),
	('01a21562-54b0-7090-aa8d-a9403c436a54', '01a21562-54b0-7090-aa8d-a93dd1dfd020', 2, 'Impact at 2.'),
	('01a21562-54b0-7090-aa8d-a9411f6ed937', '01a21562-54b0-7090-aa8d-a93dd1dfd020', 3, 'Impact at 3.'),
	('01a21562-54b0-7090-aa8d-a94240b89c45', '01a21562-54b0-7090-aa8d-a93dd1dfd020', 4, 'Impact at 4.'),
	('01a21562-54b0-7090-aa8d-a943f1828ae6', '01a21562-54b0-7090-aa8d-a93dd1dfd020', 5, 'Impact at 5.'),
	('01a21562-54b0-7090-aa8d-a945e3c983b5', '01a21562-54b0-7090-aa8d-a944d6b831aa', 0, 'Feasibility at 0.'),
	('01a21562-54b0-7090-aa8d-a946a8a18e0c', '01a21562-54b0-7090-aa8d-a944d6b831aa', 1, 'Feasibility at 1.'),
	('01a21562-54b0-7090-aa8d-a9472336de5c', '01a21562-54b0-7090-aa8d-a944d6b831aa', 2, 'Feasibility at 2.'),
	('01a21562-54b0-7090-aa8d-a94866d93bf1', '01a21562-54b0-7090-aa8d-a944d6b831aa', 3, 'Feasibility at 3.'),
	('01a21562-54b0-7090-aa8d-a94927a83c9e', '01a21562-54b0-7090-aa8d-a944d6b831aa', 4, 'Feasibility at 4.'),
	('01a21562-54b0-7090-aa8d-a94a1b008f9c', '01a21562-54b0-7090-aa8d-a944d6b831aa', 5, 'Feasibility at 5.'),
	('01a21562-54b0-7090-aa8d-a94c38367034', '01a21562-54b0-7090-aa8d-a94b8901d573', 0, 'Value at 0.'),
	('01a21562-54b0-7090-aa8d-a94dab6ff155', '01a21562-54b0-7090-aa8d-a94b8901d573', 1, 'Value at 1.');
INSERT INTO public.anchors VALUES
	('01a21562-54b0-7090-aa8d-a94e5b9d7aaa', '01a21562-54b0-7090-aa8d-a94b8901d573', 2, 'Value at 2.'),
	('01a21562-54b0-7090-aa8d-a94fd366f9cb', '01a21562-54b0-7090-aa8d-a94b8901d573', 3, 'Value at 3.'),
	('01a21562-54b0-7090-aa8d-a950738cac37', '01a21562-54b0-7090-aa8d-a94b8901d573', 4, 'Value at 4.'),
	('01a21562-54b0-7090-aa8d-a951468171b8', '01a21562-54b0-7090-aa8d-a94b8901d573', 5, 'Value at 5.'),
	('01a21562-55ae-70a1-be0b-b0bceaa02dae', '01a21562-55ae-70a1-be0b-b0bbd1db9354', 0, 'Impact at 0.'),
	('01a21562-55ae-70a1-be0b-b0bd66e8cf81', '01a21562-55ae-70a1-be0b-b0bbd1db9354', 1, 'Impact at 1.'),
	('01a21562-55ae-70a1-be0b-b0be7efdcc0d', '01a21562-55ae-70a1-be0b-b0bbd1db9354', 2, 'Impact at 2.'),
	('01a21562-55ae-70a1-be0b-b0bf113b7117', '01a21562-55ae-70a1-be0b-b0bbd1db9354', 3, 'Impact at 3.'),
	('01a21562-55ae-70a1-be0b-b0c0efd5d13e', '01a21562-55ae-70a1-be0b-b0bbd1db9354', 4, 'Impact at 4.'),
	('01a21562-55ae-70a1-be0b-b0c1c05c660e', '01a21562-55ae-70a1-be0b-b0bbd1db9354', 5, 'Impact at 5.'),
	('01a21562-55ae-70a1-be0b-b0c3c4cbb713', '01a21562-55ae-70a1-be0b-b0c272e77ead', 0, 'Feasibility at 0.'),
	('01a21562-55ae-70a1-be0b-b0c48b429c88', '01a21562-55ae-70a1-be0b-b0c272e77ead', 1, 'Feasibility at 1.'),
	('01a21562-55ae-70a1-be0b-b0c571e927e9', '01a21562-55ae-70a1-be0b-b0c272e77ead', 2, 'Feasibility at 2.'),
	('01a21562-55ae-70a1-be0b-b0c61730ce32', '01a21562-55ae-70a1-be0b-b0c272e77ead', 3, 'Feasibility at 3.'),
	('01a21562-55ae-70a1-be0b-b0c7d1561052', '01a21562-55ae-70a1-be0b-b0c272e77ead', 4, 'Feasibility at 4.'),
	('01a21562-55ae-70a1-be0b-b0c88a38eef6', '01a21562-55ae-70a1-be0b-b0c272e77ead', 5, 'Feasibility at 5.'),
	('01a21562-55ae-70a1-be0b-b0ca26791aee', '01a21562-55ae-70a1-be0b-b0c9be1e7561', 0, 'Value at 0.'),
	('01a21562-55ae-70a1-be0b-b0cbc3999e8b', '01a21562-55ae-70a1-be0b-b0c9be1e7561', 1, 'Value at 1.'),
	('01a21562-55ae-70a1-be0b-b0ccb2d101a4', '01a21562-55ae-70a1-be0b-b0c9be1e7561', 2, 'Value at 2.'),
	('01a21562-55ae-70a1-be0b-b0cdaf640653', '01a21562-55ae-70a1-be0b-b0c9be1e7561', 3, 'Value at 3.'),
	('01a21562-55ae-70a1-be0b-b0cec8469e13', '01a21562-55ae-70a1-be0b-b0c9be1e7561', 4, 'Value at 4.'),
	('01a21562-55ae-70a1-be0b-b0cf5e53c0b5', '01a21562-55ae-70a1-be0b-b0c9be1e7561', 5, 'Value at 5.');
ALTER TABLE public.anchors ENABLE TRIGGER ALL;
ALTER TABLE public.questions DISABLE TRIGGER ALL;
INSERT INTO public.questions VALUES
	('01a21562-51ca-738a-8f9f-7b51396bf977', '01a21562-51b4-71ce-b7f9-d668bdea6870', 1, 'What will change, for whom?', '', 'long_text', 300, true, '01a21562-51be-7629-9648-8033d08daddb', false, false),
	('01a21562-51ca-738a-8f9f-7b52e7c667db', '01a21562-51b4-71ce-b7f9-d668bdea6870', 2, 'What is your price?', '', 'money', NULL, true, NULL, false, false),
	('01a21562-51ca-738a-8f9f-7b53e9c10e20', '01a21562-51b4-71ce-b7f9-d668bdea6870', 3, 'Attach a plan', '', 'file', NULL, false, NULL, false, false),
	('01a21562-5441-7326-8760-bdcece593b50', '01a21562-5439-7721-a096-a5de2f6fe24b', 1, 'What will change, for whom?', '', 'long_text', 300, true, '01a21562-543c-7716-b7c3-61ec76f3b7ad', false, false),
	('01a21562-5441-7326-8760-bdcf8613c772', '01a21562-5439-7721-a096-a5de2f6fe24b', 2, 'What is your price?', '', 'money', NULL, true, NULL, false, false),
	('01a21562-5441-7326-8760-bdd0556ca7a6', '01a21562-5439-7721-a096-a5de2f6fe24b', 3, 'Attach a plan', '', 'file', NULL, false, NULL, false, false),
	('01a21562-54b7-76a2-a957-2f563c351608', '01a21562-54ad-74a1-9cd6-9b9abbf78dd7', 1, 'What will change, for whom?', '', 'long_text', 300, true, '01a21562-54b0-7090-aa8d-a93dd1dfd020', false, false),
	('01a21562-54b7-76a2-a957-2f570002ff3d', '01a21562-54ad-74a1-9cd6-9b9abbf78dd7', 2, 'What is your price?', '', 'money', NULL, true, NULL, false, false),
	('01a21562-54b7-76a2-a957-2f587bf03915', '01a21562-54ad-74a1-9cd6-9b9abbf78dd7', 3, 'Attach a plan', '', 'file', NULL, false, NULL, false, false),
	('01a21562-5506-70de-a655-f6929e65e52b', '01a21562-5502-717d-889b-2ce9bac8bc76', 1, 'What would you do?', '', 'long_text', 50, true, NULL, false, false),
	('01a21562-5506-70de-a655-f693c886209f', '01a21562-5502-717d-889b-2ce9bac8bc76', 2, 'Who are you?', '', 'short_text', NULL, true, NULL, true, false),
	('01a21562-5506-70de-a655-f694c64a905c', '01a21562-5502-717d-889b-2ce9bac8bc76', 3, 'What does it cost?', '', 'money', NULL, true, NULL, false, false),
	('01a21562-5506-70de-a655-f695017223bf', '01a21562-5502-717d-889b-2ce9bac8bc76', 4, 'Your plan', '', 'file', NULL, false, NULL, false, false),
	('01a21562-5574-70b6-b30b-84e40b68ddde', '01a21562-5572-74f0-8b82-79627f10b2ae', 1, 'What would you do?', '', 'long_text', 50, true, NULL, false, false),
	('01a21562-5574-70b6-b30b-84e5e0644f7b', '01a21562-5572-74f0-8b82-79627f10b2ae', 2, 'Who are you?', '', 'short_text', NULL, true, NULL, true, false),
	('01a21562-5574-70b6-b30b-84e624dec8e0', '01a21562-5572-74f0-8b82-79627f10b2ae', 3, 'What does it cost?', '', 'money', NULL, true, NULL, false, false),
	('01a21562-5574-70b6-b30b-84e7ee9b69a8', '01a21562-5572-74f0-8b82-79627f10b2ae', 4, 'Your plan', '', 'file', NULL, false, NULL, false, false),
	('01a21562-55b3-74e8-ab0b-da28b2773fb5', '01a21562-55aa-72d7-a09b-82d5540aa481', 1, 'What will change, for whom?', '', 'long_text', 300, true, '01a21562-55ae-70a1-be0b-b0bbd1db9354', false, false),
	('01a21562-55b3-74e8-ab0b-da29e6cd72f9', '01a21562-55aa-72d7-a09b-82d5540aa481', 2, 'What is your price?', '', 'money', NULL, true, NULL, false, false),
	('01a21562-55b3-74e8-ab0b-da2a1341f09e', '01a21562-55aa-72d7-a09b-82d5540aa481', 3, 'Attach a plan', '', 'file', NULL, false, NULL, false, false);
ALTER TABLE public.questions ENABLE TRIGGER ALL;
ALTER TABLE public.stored_files DISABLE TRIGGER ALL;
INSERT INTO public.stored_files VALUES
	('01a21562-556a-76db-8cdf-0de92339a66b', 'cfa3181c1ee36e8bce5e39f84959f4558ea7ba32c0e4539a8ab3c8ce8c716ec6', 69, 'application/pdf', 'plan.pdf', '2026-11-26 01:04:55.49738+00');
ALTER TABLE public.stored_files ENABLE TRIGGER ALL;
ALTER TABLE public.answer_files DISABLE TRIGGER ALL;
INSERT INTO public.answer_files VALUES
	('01a21562-556c-75ed-969e-727a377745c5', '01a21562-550d-72c8-9a7b-32081cb50c46', '01a21562-5506-70de-a655-f695017223bf', '01a21562-556a-76db-8cdf-0de92339a66b', false, '2026-11-26 01:04:55.660524+00', '01a21562-54ff-7268-aa65-93f8007d31ac');
ALTER TABLE public.answer_files ENABLE TRIGGER ALL;
ALTER TABLE public.answers DISABLE TRIGGER ALL;
INSERT INTO public.answers VALUES
	('01a21562-5534-7613-8289-23391fed1227', '01a21562-550d-72c8-9a7b-32081cb50c46', '01a21562-5506-70de-a655-f6929e65e52b', 'We would listen.', false, '', 1, '2026-11-26 01:04:55.607725+00', '01a21562-54ff-7268-aa65-93f8007d31ac'),
	('01a21562-5539-70b8-afc8-53a5f45382ad', '01a21562-550d-72c8-9a7b-32081cb50c46', '01a21562-5506-70de-a655-f693c886209f', 'We are We would listen.', false, '', 1, '2026-11-26 01:04:55.611494+00', '01a21562-54ff-7268-aa65-93f8007d31ac'),
	('01a21562-553d-759c-b4c3-1cc1b2df824c', '01a21562-550d-72c8-9a7b-32081cb50c46', '01a21562-5506-70de-a655-f694c64a905c', '£12,500', false, '', 1, '2026-11-26 01:04:55.61481+00', '01a21562-54ff-7268-aa65-93f8007d31ac'),
	('01a21562-5585-73d4-a0c4-e3bdfb08d482', '01a21562-5579-710a-b035-aab16c8ed0db', '01a21562-5574-70b6-b30b-84e40b68ddde', 'We would listen.', false, '', 1, '2026-11-26 01:04:55.686636+00', '01a21562-5570-71fd-a801-bf518b721986'),
	('01a21562-5588-74e8-8592-feddf2af98c4', '01a21562-5579-710a-b035-aab16c8ed0db', '01a21562-5574-70b6-b30b-84e5e0644f7b', 'We are We would listen.', false, '', 1, '2026-11-26 01:04:55.68955+00', '01a21562-5570-71fd-a801-bf518b721986'),
	('01a21562-558b-77e5-b3e4-a75bab708dd0', '01a21562-5579-710a-b035-aab16c8ed0db', '01a21562-5574-70b6-b30b-84e624dec8e0', '£12,500', false, '', 1, '2026-11-26 01:04:55.692493+00', '01a21562-5570-71fd-a801-bf518b721986');
ALTER TABLE public.answers ENABLE TRIGGER ALL;
ALTER TABLE public.approvals DISABLE TRIGGER ALL;
ALTER TABLE public.approvals ENABLE TRIGGER ALL;
ALTER TABLE public.panels DISABLE TRIGGER ALL;
INSERT INTO public.panels VALUES
	('01a21562-51d5-74aa-a692-c69aeb05b932', '01a21562-51b4-71ce-b7f9-d668bdea6870', '01a21562-51bd-715b-bfe7-a6783bc29fa2', '01a21562-51be-7629-9648-80487d9cd726', '01a21562-5139-7155-a77e-3f4d46ff723c', '2026-11-10 01:04:54+00', '2026-10-27 01:04:54+00');
ALTER TABLE public.panels ENABLE TRIGGER ALL;
ALTER TABLE public.decisions DISABLE TRIGGER ALL;
INSERT INTO public.decisions VALUES
	('01a21562-5301-7002-bb02-f83152ea7f88', 'DEC-G6A5KD4', '01a21562-51b4-71ce-b7f9-d668bdea6870', '01a21562-51bd-715b-bfe7-a6783bc29fa2', '01a21562-51be-7629-9648-80487d9cd726', '01a21562-51d5-74aa-a692-c69aeb05b932', '01a21562-5139-7155-a77e-3f4d46ff723c', 'award', 'standstill', 1, '', '01a21562-51d0-7693-84bb-7e1cdc0fb8d3', '2026-11-26 01:04:54.709494+00', '["01a21562-51d0-7693-84bb-7e1cdc0fb8d3"]', '01a21562-51d0-7693-84bb-7e1cdc0fb8d3', '2026-11-26 01:04:54.709494+00', '{"lot": 1, "phase": 1, "method": "Weighted mean of the scores that the assessors gave, or of the consensus score where the chair recorded one, as a percentage of the highest score, rounds combined by their weights, to two decimals, halves up. Equal scores: by the criteria in `tie_break`, in that order; then the lower SHA-256 of `draw_seed|reference`.", "rounds": [{"id": "01a21562-51d9-76ff-833e-da0b4a419a6f", "title": "Written assessment", "weight": "100.00"}], "scores": [{"seat": "01a21562-51db-7481-9ce1-97520c15afb2", "round": "01a21562-51d9-76ff-833e-da0b4a419a6f", "score": 4, "criterion": "01a21562-51be-7629-9648-8033d08daddb", "reference": "SUB-3XFST8N"}, {"seat": "01a21562-51db-7481-9ce1-97520c15afb2", "round": "01a21562-51d9-76ff-833e-da0b4a419a6f", "score": 4, "criterion": "01a21562-51be-7629-9648-803af8e9dfbd", "reference": "SUB-3XFST8N"}, {"seat": "01a21562-51db-7481-9ce1-97520c15afb2", "round": "01a21562-51d9-76ff-833e-da0b4a419a6f", "score": 4, "criterion": "01a21562-51be-7629-9648-80415a2ffe5e", "reference": "SUB-3XFST8N"}, {"seat": "01a21562-51de-75e4-8dff-aa6dd806a5fb", "round": "01a21562-51d9-76ff-833e-da0b4a419a6f", "score": 4, "criterion": "01a21562-51be-7629-9648-8033d08daddb", "reference": "SUB-3XFST8N"}, {"seat": "01a21562-51de-75e4-8dff-aa6dd806a5fb", "round": "01a21562-51d9-76ff-833e-da0b4a419a6f", "score": 4, "criterion": "01a21562-51be-7629-9648-803af8e9dfbd", "reference": "SUB-3XFST8N"}, {"seat": "01a21562-51de-75e4-8dff-aa6dd806a5fb", "round": "01a21562-51d9-76ff-833e-da0b4a419a6f", "score": 4, "criterion": "01a21562-51be-7629-9648-80415a2ffe5e", "reference": "SUB-3XFST8N"}, {"seat": "01a21562-51df-760d-aa57-4f6bf22463dc", "round": "01a21562-51d9-76ff-833e-da0b4a419a6f", "score": 4, "criterion": "01a21562-51be-7629-9648-8033d08daddb", "reference": "SUB-3XFST8N"}, {"seat": "01a21562-51df-760d-aa57-4f6bf22463dc", "round": "01a21562-51d9-76ff-833e-da0b4a419a6f", "score": 4, "criterion": "01a21562-51be-7629-9648-803af8e9dfbd", "reference": "SUB-3XFST8N"}, {"seat": "01a21562-51df-760d-aa57-4f6bf22463dc", "round": "01a21562-51d9-76ff-833e-da0b4a419a6f", "score": 4, "criterion": "01a21562-51be-7629-9648-80415a2ffe5e", "reference": "SUB-3XFST8N"}, {"seat": "01a21562-51db-7481-9ce1-97520c15afb2", "round": "01a21562-51d9-76ff-833e-da0b4a419a6f", "score": 2, "criterion": "01a21562-51be-7629-9648-8033d08daddb", "reference": "SUB-CA6KK5B"}, {"seat": "01a21562-51db-7481-9ce1-97520c15afb2", "round": "01a21562-51d9-76ff-833e-da0b4a419a6f", "score": 2, "criterion": "01a21562-51be-7629-9648-803af8e9dfbd", "reference": "SUB-CA6KK5B"}, {"seat": "01a21562-51db-7481-9ce1-97520c15afb2", "round": "01a21562-51d9-76ff-833e-da0b4a419a6f", "score": 2, "criterion": "01a21562-51be-7629-9648-80415a2ffe5e", "reference": "SUB-CA6KK5B"}, {"seat": "01a21562-51de-75e4-8dff-aa6dd806a5fb", "round": "01a21562-51d9-76ff-833e-da0b4a419a6f", "score": 2, "criterion": "01a21562-51be-7629-9648-8033d08daddb", "reference": "SUB-CA6KK5B"}, {"seat": "01a21562-51de-75e4-8dff-aa6dd806a5fb", "round": "01a21562-51d9-76ff-833e-da0b4a419a6f", "score": 2, "criterion": "01a21562-51be-7629-9648-803af8e9dfbd", "reference": "SUB-CA6KK5B"}, {"seat": "01a21562-51de-75e4-8dff-aa6dd806a5fb", "round": "01a21562-51d9-76ff-833e-da0b4a419a6f", "score": 2, "criterion": "01a21562-51be-7629-9648-80415a2ffe5e", "reference": "SUB-CA6KK5B"}, {"seat": "01a21562-51df-760d-aa57-4f6bf22463dc", "round": "01a21562-51d9-76ff-833e-da0b4a419a6f", "score": 2, "criterion": "01a21562-51be-7629-9648-8033d08daddb", "reference": "SUB-CA6KK5B"}, {"seat": "01a21562-51df-760d-aa57-4f6bf22463dc", "round": "01a21562-51d9-76ff-833e-da0b4a419a6f", "score": 2, "criterion": "01a21562-51be-7629-9648-803af8e9dfbd", "reference": "SUB-CA6KK5B"}, {"seat": "01a21562-51df-760d-aa57-4f6bf22463dc", "round": "01a21562-51d9-76ff-833e-da0b4a419a6f", "score": 2, "criterion": "01a21562-51be-7629-9648-80415a2ffe5e", "reference": "SUB-CA6KK5B"}, {"seat": "01a21562-51db-7481-9ce1-97520c15afb2", "round": "01a21562-51d9-76ff-833e-da0b4a419a6f", "score": 5, "criterion": "01a21562-51be-7629-9648-8033d08daddb", "reference": "SUB-GZMACZ6"}, {"seat": "01a21562-51db-7481-9ce1-97520c15afb2", "round": "01a21562-51d9-76ff-833e-da0b4a419a6f", "score": 5, "criterion": "01a21562-51be-7629-9648-803af8e9dfbd", "reference": "SUB-GZMACZ6"}, {"seat": "01a21562-51db-7481-9ce1-97520c15afb2", "round": "01a21562-51d9-76ff-833e-da0b4a419a6f", "score": 5, "criterion": "01a21562-51be-7629-9648-80415a2ffe5e", "reference": "SUB-GZMACZ6"}, {"seat": "01a21562-51de-75e4-8dff-aa6dd806a5fb", "round": "01a21562-51d9-76ff-833e-da0b4a419a6f", "score": 5, "criterion": "01a21562-51be-7629-9648-8033d08daddb", "reference": "SUB-GZMACZ6"}, {"seat": "01a21562-51de-75e4-8dff-aa6dd806a5fb", "round": "01a21562-51d9-76ff-833e-da0b4a419a6f", "score": 5, "criterion": "01a21562-51be-7629-9648-803af8e9dfbd", "reference": "SUB-GZMACZ6"}, {"seat": "01a21562-51de-75e4-8dff-aa6dd806a5fb", "round": "01a21562-51d9-76ff-833e-da0b4a419a6f", "score": 5, "criterion": "01a21562-51be-7629-9648-80415a2ffe5e", "reference": "SUB-GZMACZ6"}, {"seat": "01a21562-51df-760d-aa57-4f6bf22463dc", "round": "01a21562-51d9-76ff-833e-da0b4a419a6f", "score": 5, "criterion": "01a21562-51be-7629-9648-8033d08daddb", "reference": "SUB-GZMACZ6"}, {"seat": "01a21562-51df-760d-aa57-4f6bf22463dc", "round": "01a21562-51d9-76ff-833e-da0b4a419a6f", "score": 5, "criterion": "01a21562-51be-7629-9648-803af8e9dfbd", "reference": "SUB-GZMACZ6"}, {"seat": "01a21562-51df-760d-aa57-4f6bf22463dc", "round": "01a21562-51d9-76ff-833e-da0b4a419a6f", "score": 5, "criterion": "01a21562-51be-7629-9648-80415a2ffe5e", "reference": "SUB-GZMACZ6"}], "digests": ["2ff2db0721add105ff2735618028625d81cbe570fd84968391bd74b8fc1430ad", "34a4ded6639c8d1c5fb218baa7a59ae33247deeac67b1f10bba74eda6c485324", "640e317fed3ecd1ce54e7211be8853067f9531249ec4d6f76d3ac91631c41580"], "ranking": [{"rank": 1, "score": "100.00", "missed": [], "position": 1, "reference": "SUB-GZMACZ6", "settled_by": "", "by_criterion": {"01a21562-51be-7629-9648-8033d08daddb": "100.00", "01a21562-51be-7629-9648-803af8e9dfbd": "100.00", "01a21562-51be-7629-9648-80415a2ffe5e": "100.00"}, "submission_id": "01a21562-51e9-7393-b09e-fa2ba054b9db"}, {"rank": 2, "score": "80.00", "missed": [], "position": 2, "reference": "SUB-3XFST8N", "settled_by": "", "by_criterion": {"01a21562-51be-7629-9648-8033d08daddb": "80.00", "01a21562-51be-7629-9648-803af8e9dfbd": "80.00", "01a21562-51be-7629-9648-80415a2ffe5e": "80.00"}, "submission_id": "01a21562-51f9-7442-ab57-b29364c1b96b"}, {"rank": 3, "score": "40.00", "missed": [], "position": 3, "reference": "SUB-CA6KK5B", "settled_by": "", "by_criterion": {"01a21562-51be-7629-9648-8033d08daddb": "40.00", "01a21562-51be-7629-9648-803af8e9dfbd": "40.00", "01a21562-51be-7629-9648-80415a2ffe5e": "40.00"}, "submission_id": "01a21562-5201-7544-b520-6925ef4ec8dc"}], "criteria": [{"id": "01a21562-51be-7629-9648-8033d08daddb", "title": "Impact", "weight": "50.00", "threshold": null}, {"id": "01a21562-51be-7629-9648-803af8e9dfbd", "title": "Feasibility", "weight": "30.00", "threshold": null}, {"id": "01a21562-51be-7629-9648-80415a2ffe5e", "title": "Value", "weight": "20.00", "threshold": null}], "challenge": "CHL-7WAFXV7", "consensus": [], "draw_seed": "de77e9de4a292479c83e6d0379b9466f53f29f9ccf5bb17c14a29caa96242cfd", "score_max": 5, "tie_break": ["01a21562-51be-7629-9648-8033d08daddb", "01a21562-51be-7629-9648-803af8e9dfbd", "01a21562-51be-7629-9648-80415a2ffe5e"], "awards_up_to": 1, "public_share": "0.00", "spread_limit": 2, "quality_threshold": null}', 'de77e9de4a292479c83e6d0379b9466f53f29f9ccf5bb17c14a29caa96242cfd', '', '01a21562-5209-77f7-bbfc-2205fe2cb663', '2026-11-26 01:04:54.709494+00', '2026-11-26 01:04:55.154094+00', '2026-11-26 01:04:55.215254+00', '2026-12-08 00:00:00+00', NULL, NULL, NULL, '');
ALTER TABLE public.decisions ENABLE TRIGGER ALL;
ALTER TABLE public.assessment_summaries DISABLE TRIGGER ALL;
INSERT INTO public.assessment_summaries VALUES
	('01a21562-536a-730e-89a7-36546374595f', '01a21562-5301-7002-bb02-f83152ea7f88', '01a21562-51e9-7393-b09e-fa2ba054b9db', '01a21562-5139-7155-a77e-3f4d46ff723c', '{"of": 3, "rank": 1, "score": "100.00", "criteria": [{"score": "100.00", "title": "Impact", "words": "Reason for Impact by Person 3.\n\nReason for Impact by Person 4.\n\nReason for Impact by Person 5.", "better": "This was the best score on the scale. Nothing was missing.", "weight": "50.00", "criterion_id": "01a21562-51be-7629-9648-8033d08daddb", "winner_score": "100.00"}, {"score": "100.00", "title": "Feasibility", "words": "Reason for Feasibility by Person 3.\n\nReason for Feasibility by Person 4.\n\nReason for Feasibility by Person 5.", "better": "This was the best score on the scale. Nothing was missing.", "weight": "30.00", "criterion_id": "01a21562-51be-7629-9648-803af8e9dfbd", "winner_score": "100.00"}, {"score": "100.00", "title": "Value", "words": "Reason for Value by Person 3.\n\nReason for Value by Person 4.\n\nReason for Value by Person 5.", "better": "This was the best score on the scale. Nothing was missing.", "weight": "20.00", "criterion_id": "01a21562-51be-7629-9648-80415a2ffe5e", "winner_score": "100.00"}], "winner_score": "100.00"}', 1, '2026-11-26 01:04:54.709494+00', NULL, NULL, '2026-11-26 01:04:55.154094+00'),
	('01a21562-536b-7234-8551-f49333c4aa36', '01a21562-5301-7002-bb02-f83152ea7f88', '01a21562-51f9-7442-ab57-b29364c1b96b', '01a21562-5139-7155-a77e-3f4d46ff723c', '{"of": 3, "rank": 2, "score": "80.00", "criteria": [{"score": "80.00", "title": "Impact", "words": "Reason for Impact by Person 3.\n\nReason for Impact by Person 4.\n\nReason for Impact by Person 5.", "better": "For a score of 5: Impact at 5.", "weight": "50.00", "criterion_id": "01a21562-51be-7629-9648-8033d08daddb", "winner_score": "100.00"}, {"score": "80.00", "title": "Feasibility", "words": "Reason for Feasibility by Person 3.\n\nReason for Feasibility by Person 4.\n\nReason for Feasibility by Person 5.", "better": "For a score of 5: Feasibility at 5.", "weight": "30.00", "criterion_id": "01a21562-51be-7629-9648-803af8e9dfbd", "winner_score": "100.00"}, {"score": "80.00", "title": "Value", "words": "Reason for Value by Person 3.\n\nReason for Value by Person 4.\n\nReason for Value by Person 5.", "better": "For a score of 5: Value at 5.", "weight": "20.00", "criterion_id": "01a21562-51be-7629-9648-80415a2ffe5e", "winner_score": "100.00"}], "winner_score": "100.00"}', 1, '2026-11-26 01:04:54.709494+00', NULL, NULL, '2026-11-26 01:04:55.154094+00'),
	('01a21562-536b-7234-8551-f4942b702565', '01a21562-5301-7002-bb02-f83152ea7f88', '01a21562-5201-7544-b520-6925ef4ec8dc', '01a21562-5139-7155-a77e-3f4d46ff723c', '{"of": 3, "rank": 3, "score": "40.00", "criteria": [{"score": "40.00", "title": "Impact", "words": "Reason for Impact by Person 3.\n\nReason for Impact by Person 4.\n\nReason for Impact by Person 5.", "better": "For a score of 3: Impact at 3.", "weight": "50.00", "criterion_id": "01a21562-51be-7629-9648-8033d08daddb", "winner_score": "100.00"}, {"score": "40.00", "title": "Feasibility", "words": "Reason for Feasibility by Person 3.\n\nReason for Feasibility by Person 4.\n\nReason for Feasibility by Person 5.", "better": "For a score of 3: Feasibility at 3.", "weight": "30.00", "criterion_id": "01a21562-51be-7629-9648-803af8e9dfbd", "winner_score": "100.00"}, {"score": "40.00", "title": "Value", "words": "Reason for Value by Person 3.\n\nReason for Value by Person 4.\n\nReason for Value by Person 5.", "better": "For a score of 3: Value at 3.", "weight": "20.00", "criterion_id": "01a21562-51be-7629-9648-80415a2ffe5e", "winner_score": "100.00"}], "winner_score": "100.00"}', 1, '2026-11-26 01:04:54.709494+00', NULL, NULL, '2026-11-26 01:04:55.154094+00');
ALTER TABLE public.assessment_summaries ENABLE TRIGGER ALL;
ALTER TABLE public.panel_seats DISABLE TRIGGER ALL;
INSERT INTO public.panel_seats VALUES
	('01a21562-51db-7481-9ce1-97520c15afb2', '01a21562-51d5-74aa-a692-c69aeb05b932', '01a21562-51da-7011-8a09-fefff42b04b1', 'Person 3', 'person3@people3.example', true, 'accepted', NULL, '2026-10-27 01:04:54+00', '2026-10-27 01:04:54+00', '2026-10-27 01:04:54+00', ''),
	('01a21562-51de-75e4-8dff-aa6dd806a5fb', '01a21562-51d5-74aa-a692-c69aeb05b932', '01a21562-51de-75e4-8dff-aa6c56474927', 'Person 4', 'person4@people4.example', false, 'accepted', NULL, '2026-10-27 01:04:54+00', '2026-10-27 01:04:54+00', '2026-10-27 01:04:54+00', ''),
	('01a21562-51df-760d-aa57-4f6bf22463dc', '01a21562-51d5-74aa-a692-c69aeb05b932', '01a21562-51df-760d-aa57-4f6a76f6955f', 'Person 5', 'person5@people5.example', false, 'accepted', NULL, '2026-10-27 01:04:54+00', '2026-10-27 01:04:54+00', '2026-10-27 01:04:54+00', '');
ALTER TABLE public.panel_seats ENABLE TRIGGER ALL;
ALTER TABLE public.rounds DISABLE TRIGGER ALL;
INSERT INTO public.rounds VALUES
	('01a21562-51d9-76ff-833e-da0b4a419a6f', '01a21562-51d5-74aa-a692-c69aeb05b932', 1, 'written', 'Written assessment', 100.00);
ALTER TABLE public.rounds ENABLE TRIGGER ALL;
ALTER TABLE public.assessments DISABLE TRIGGER ALL;
INSERT INTO public.assessments VALUES
	('01a21562-51ec-76d6-bfaa-2e3b6103f318', '01a21562-51db-7481-9ce1-97520c15afb2', '01a21562-51e9-7393-b09e-fa2ba054b9db', '01a21562-51d9-76ff-833e-da0b4a419a6f', '01a21562-5139-7155-a77e-3f4d46ff723c', 'ZMACZ6', 'submitted', '2026-11-10 01:04:54+00', '2026-11-10 01:04:54+00', '', 0),
	('01a21562-51ed-7640-832c-7cdd6459cb77', '01a21562-51de-75e4-8dff-aa6dd806a5fb', '01a21562-51e9-7393-b09e-fa2ba054b9db', '01a21562-51d9-76ff-833e-da0b4a419a6f', '01a21562-5139-7155-a77e-3f4d46ff723c', 'ZMACZ6', 'submitted', '2026-11-10 01:04:54+00', '2026-11-10 01:04:54+00', '', 0),
	('01a21562-51ed-7640-832c-7ce26924c20a', '01a21562-51df-760d-aa57-4f6bf22463dc', '01a21562-51e9-7393-b09e-fa2ba054b9db', '01a21562-51d9-76ff-833e-da0b4a419a6f', '01a21562-5139-7155-a77e-3f4d46ff723c', 'ZMACZ6', 'submitted', '2026-11-10 01:04:54+00', '2026-11-10 01:04:54+00', '', 0),
	('01a21562-51fb-759c-892b-d44697d1f3c5', '01a21562-51db-7481-9ce1-97520c15afb2', '01a21562-51f9-7442-ab57-b29364c1b96b', '01a21562-51d9-76ff-833e-da0b4a419a6f', '01a21562-5139-7155-a77e-3f4d46ff723c', 'XFST8N', 'submitted', '2026-11-10 01:04:54+00', '2026-11-10 01:04:54+00', '', 0),
	('01a21562-51fb-759c-892b-d44b47d1c9ce', '01a21562-51de-75e4-8dff-aa6dd806a5fb', '01a21562-51f9-7442-ab57-b29364c1b96b', '01a21562-51d9-76ff-833e-da0b4a419a6f', '01a21562-5139-7155-a77e-3f4d46ff723c', 'XFST8N', 'submitted', '2026-11-10 01:04:54+00', '2026-11-10 01:04:54+00', '', 0),
	('01a21562-51fb-759c-892b-d450f951519a', '01a21562-51df-760d-aa57-4f6bf22463dc', '01a21562-51f9-7442-ab57-b29364c1b96b', '01a21562-51d9-76ff-833e-da0b4a419a6f', '01a21562-5139-7155-a77e-3f4d46ff723c', 'XFST8N', 'submitted', '2026-11-10 01:04:54+00', '2026-11-10 01:04:54+00', '', 0),
	('01a21562-5202-7186-8ba4-d2bf620048dd', '01a21562-51db-7481-9ce1-97520c15afb2', '01a21562-5201-7544-b520-6925ef4ec8dc', '01a21562-51d9-76ff-833e-da0b4a419a6f', '01a21562-5139-7155-a77e-3f4d46ff723c', 'A6KK5B', 'submitted', '2026-11-10 01:04:54+00', '2026-11-10 01:04:54+00', '', 0),
	('01a21562-5202-7186-8ba4-d2c4499f77f1', '01a21562-51de-75e4-8dff-aa6dd806a5fb', '01a21562-5201-7544-b520-6925ef4ec8dc', '01a21562-51d9-76ff-833e-da0b4a419a6f', '01a21562-5139-7155-a77e-3f4d46ff723c', 'A6KK5B', 'submitted', '2026-11-10 01:04:54+00', '2026-11-10 01:04:54+00', '', 0),
	('01a21562-5202-7186-8ba4-d2c9697680ef', '01a21562-51df-760d-aa57-4f6bf22463dc', '01a21562-5201-7544-b520-6925ef4ec8dc', '01a21562-51d9-76ff-833e-da0b4a419a6f', '01a21562-5139-7155-a77e-3f4d46ff723c', 'A6KK5B', 'submitted', '2026-11-10 01:04:54+00', '2026-11-10 01:04:54+00', '', 0);
ALTER TABLE public.assessments ENABLE TRIGGER ALL;
ALTER TABLE public.audit_events DISABLE TRIGGER ALL;
INSERT INTO public.audit_events VALUES
	('01a21562-5221-761d-bce9-d423ab5fc666', '2026-11-26 01:04:54.816373+00', 'INTERESTS_DECLARED', '01a21562-5209-77f7-bbfc-2205fe2cb663', '01a21562-5139-7155-a77e-3f4d46ff723c', 'approver', 'declarations', '01a21562-521f-73a3-a53c-157b9a3a80b2', '01a21562-5139-7155-a77e-3f4d46ff723c', NULL, 'clear', '{"submission_id": "01a21562-51e9-7393-b09e-fa2ba054b9db"}'),
	('01a21562-5224-72d1-b9c5-7da689aed8c9', '2026-11-26 01:04:54.820213+00', 'INTERESTS_DECLARED', '01a21562-5209-77f7-bbfc-2205fe2cb663', '01a21562-5139-7155-a77e-3f4d46ff723c', 'approver', 'declarations', '01a21562-5220-753c-8f21-ae2d7b37728b', '01a21562-5139-7155-a77e-3f4d46ff723c', NULL, 'clear', '{"submission_id": "01a21562-51f9-7442-ab57-b29364c1b96b"}'),
	('01a21562-5225-7460-b554-0b246b2453ab', '2026-11-26 01:04:54.821349+00', 'INTERESTS_DECLARED', '01a21562-5209-77f7-bbfc-2205fe2cb663', '01a21562-5139-7155-a77e-3f4d46ff723c', 'approver', 'declarations', '01a21562-5224-72d1-b9c5-7da509dd0674', '01a21562-5139-7155-a77e-3f4d46ff723c', NULL, 'clear', '{"submission_id": "01a21562-5201-7544-b520-6925ef4ec8dc"}'),
	('01a21562-5305-72fc-a59e-ec5b3627c029', '2026-11-26 01:04:55.045244+00', 'DECISION_DRAFTED', '01a21562-51d0-7693-84bb-7e1cdc0fb8d3', '01a21562-5139-7155-a77e-3f4d46ff723c', 'officer', 'decisions', '01a21562-5301-7002-bb02-f83152ea7f88', '01a21562-5139-7155-a77e-3f4d46ff723c', NULL, NULL, '{"challenge_id": "01a21562-51b4-71ce-b7f9-d668bdea6870"}'),
	('01a21562-5344-7434-9d49-bc859eeafa83', '2026-11-26 01:04:55.107559+00', 'DECISION_SENT_FOR_APPROVAL', '01a21562-51d0-7693-84bb-7e1cdc0fb8d3', '01a21562-5139-7155-a77e-3f4d46ff723c', 'officer', 'decisions', '01a21562-5301-7002-bb02-f83152ea7f88', '01a21562-5139-7155-a77e-3f4d46ff723c', 'drafted', 'moderated', '{}'),
	('01a21562-535f-73e6-a447-321b0e7940bd', '2026-11-26 01:04:55.134917+00', 'DECISION_APPROVED', '01a21562-5209-77f7-bbfc-2205fe2cb663', '01a21562-5139-7155-a77e-3f4d46ff723c', 'approver', 'decisions', '01a21562-5301-7002-bb02-f83152ea7f88', '01a21562-5139-7155-a77e-3f4d46ff723c', 'moderated', 'approved', '{}'),
	('01a21562-5362-7732-b07a-03ed7b4f81f1', '2026-11-26 01:04:55.138346+00', 'SUBMISSION_RECOMMENDED', '01a21562-5209-77f7-bbfc-2205fe2cb663', '01a21562-5139-7155-a77e-3f4d46ff723c', 'approver', 'submissions', '01a21562-51e9-7393-b09e-fa2ba054b9db', '01a21562-5139-7155-a77e-3f4d46ff723c', 'in_assessment', 'recommended', '{}'),
	('01a21562-5365-725f-9f82-93bb7c14b8c4', '2026-11-26 01:04:55.140885+00', 'SUBMISSION_PUT_IN_RESERVE', '01a21562-5209-77f7-bbfc-2205fe2cb663', '01a21562-5139-7155-a77e-3f4d46ff723c', 'approver', 'submissions', '01a21562-51f9-7442-ab57-b29364c1b96b', '01a21562-5139-7155-a77e-3f4d46ff723c', 'in_assessment', 'reserve', '{}'),
	('01a21562-5367-729d-a097-558758de6d59', '2026-11-26 01:04:55.14267+00', 'SUBMISSION_NOT_SELECTED', '01a21562-5209-77f7-bbfc-2205fe2cb663', '01a21562-5139-7155-a77e-3f4d46ff723c', 'approver', 'submissions', '01a21562-5201-7544-b520-6925ef4ec8dc', '01a21562-5139-7155-a77e-3f4d46ff723c', 'in_assessment', 'not_selected', '{}'),
	('01a21562-5372-779f-baef-455119b3cc89', '2026-11-26 01:04:55.154293+00', 'CHALLENGE_DECISION_RECORDED', '01a21562-5209-77f7-bbfc-2205fe2cb663', '01a21562-5139-7155-a77e-3f4d46ff723c', 'approver', 'challenges', '01a21562-51b4-71ce-b7f9-d668bdea6870', '01a21562-5139-7155-a77e-3f4d46ff723c', 'assessing', 'decided', '{}'),
	('01a21562-538e-74cf-8d6d-a4be0bc25a32', '2026-11-26 01:04:55.181765+00', 'SUMMARIES_ISSUED', '01a21562-51d0-7693-84bb-7e1cdc0fb8d3', '01a21562-5139-7155-a77e-3f4d46ff723c', 'officer', 'decisions', '01a21562-5301-7002-bb02-f83152ea7f88', '01a21562-5139-7155-a77e-3f4d46ff723c', 'approved', 'summaries_issued', '{"summaries": 3}'),
	('01a21562-540b-768e-85c4-13c082634192', '2026-11-26 01:04:55.306652+00', 'STANDSTILL_STARTED', '01a21562-51d0-7693-84bb-7e1cdc0fb8d3', '01a21562-5139-7155-a77e-3f4d46ff723c', 'officer', 'decisions', '01a21562-5301-7002-bb02-f83152ea7f88', '01a21562-5139-7155-a77e-3f4d46ff723c', 'summaries_issued', 'standstill', '{"ends_at": "2026-12-08 00:00:00+00:00"}'),
	('01a21562-5413-76cc-9ad3-b243dd3ef953', '2026-11-26 01:04:55.314619+00', 'CHALLENGE_STANDSTILL_STARTED', '01a21562-51d0-7693-84bb-7e1cdc0fb8d3', '01a21562-5139-7155-a77e-3f4d46ff723c', 'officer', 'challenges', '01a21562-51b4-71ce-b7f9-d668bdea6870', '01a21562-5139-7155-a77e-3f4d46ff723c', 'decided', 'standstill', '{}'),
	('01a21562-545c-70f1-91c6-d9a3f3ac7a62', '2026-11-26 01:04:55.387869+00', 'PILOT_STARTED', '01a21562-5446-7104-8c0d-4f7d059f3ffb', '01a21562-5436-72da-b66c-aaa210af3ebc', 'officer', 'pilots', '01a21562-5457-77ea-912b-340d3fc51d2d', '01a21562-5436-72da-b66c-aaa210af3ebc', NULL, NULL, '{"submission_id": "01a21562-5444-728c-b319-b9b66c64228b"}'),
	('01a21562-5463-74fb-8cd4-a7a17352c864', '2026-11-26 01:04:55.394596+00', 'CHALLENGE_DELIVERY_STARTED', '01a21562-5446-7104-8c0d-4f7d059f3ffb', '01a21562-5436-72da-b66c-aaa210af3ebc', 'officer', 'challenges', '01a21562-5439-7721-a096-a5de2f6fe24b', '01a21562-5436-72da-b66c-aaa210af3ebc', 'awarded', 'delivering', '{}'),
	('01a21562-5469-74c2-bebb-1b43f3fe3fb4', '2026-11-26 01:04:55.400602+00', 'PILOT_PLAN_CHANGED', '01a21562-5449-748a-9b45-0aa03dd61e2b', '01a21562-5438-7717-8219-e3452175cf13', 'lead', 'pilots', '01a21562-5457-77ea-912b-340d3fc51d2d', '01a21562-5436-72da-b66c-aaa210af3ebc', NULL, NULL, '{"version": 2}'),
	('01a21562-546f-7265-b319-de1293c6ce8c', '2026-11-26 01:04:55.406384+00', 'KPI_AGREED', '01a21562-5446-7104-8c0d-4f7d059f3ffb', '01a21562-5436-72da-b66c-aaa210af3ebc', 'officer', 'kpis', '01a21562-5468-76c9-aa90-04bda756a4f5', NULL, 'proposed', 'agreed', '{"pilot_id": "01a21562-5457-77ea-912b-340d3fc51d2d"}'),
	('01a21562-5473-7335-beb4-06451c1c7d3e', '2026-11-26 01:04:55.410818+00', 'PILOT_LEAD_NAMED', '01a21562-5446-7104-8c0d-4f7d059f3ffb', '01a21562-5436-72da-b66c-aaa210af3ebc', 'officer', 'pilots', '01a21562-5457-77ea-912b-340d3fc51d2d', '01a21562-5436-72da-b66c-aaa210af3ebc', NULL, NULL, '{"lead": "01a21562-5449-748a-9b45-0aa03dd61e2b"}'),
	('01a21562-547f-74ca-a4d6-c96f6f198603', '2026-11-26 01:04:55.423362+00', 'PILOT_SIGNED', '01a21562-5446-7104-8c0d-4f7d059f3ffb', '01a21562-5436-72da-b66c-aaa210af3ebc', 'officer', 'pilots', '01a21562-5457-77ea-912b-340d3fc51d2d', '01a21562-5436-72da-b66c-aaa210af3ebc', 'contracting', 'mobilising', '{"signed_on": "2026-11-26"}'),
	('01a21562-5490-749a-90bb-b9554578c137', '2026-11-26 01:04:55.439325+00', 'SUBMISSION_CONTRACTED', '01a21562-5446-7104-8c0d-4f7d059f3ffb', '01a21562-5436-72da-b66c-aaa210af3ebc', 'officer', 'submissions', '01a21562-5444-728c-b319-b9b66c64228b', '01a21562-5436-72da-b66c-aaa210af3ebc', 'accepted', 'contracted', '{}'),
	('01a21562-5497-72cf-b7d5-fc1411ddf9f7', '2026-11-26 01:04:55.447052+00', 'PILOT_BEGUN', '01a21562-5446-7104-8c0d-4f7d059f3ffb', '01a21562-5436-72da-b66c-aaa210af3ebc', 'officer', 'pilots', '01a21562-5457-77ea-912b-340d3fc51d2d', '01a21562-5436-72da-b66c-aaa210af3ebc', 'mobilising', 'active', '{}'),
	('01a21562-549a-725e-9dec-43c6a03a6e58', '2026-11-26 01:04:55.44961+00', 'STAGE_BEGUN', '01a21562-5446-7104-8c0d-4f7d059f3ffb', '01a21562-5436-72da-b66c-aaa210af3ebc', 'officer', 'pilot_stages', '01a21562-545c-70f1-91c6-d9a28324fc6f', '01a21562-5436-72da-b66c-aaa210af3ebc', 'planned', 'active', '{}'),
	('01a21562-549c-76df-ad2e-4aacb03ad2e9', '2026-11-26 01:04:55.451522+00', 'KPI_STARTED', '01a21562-5446-7104-8c0d-4f7d059f3ffb', '01a21562-5436-72da-b66c-aaa210af3ebc', 'officer', 'kpis', '01a21562-5468-76c9-aa90-04bda756a4f5', NULL, 'agreed', 'active', '{}'),
	('01a21562-54a2-7400-9653-9a020f097787', '2026-11-26 01:04:55.457945+00', 'PILOT_STOPPED', '01a21562-5448-74d1-b30c-152afcda5e76', '01a21562-5436-72da-b66c-aaa210af3ebc', 'approver', 'pilots', '01a21562-5457-77ea-912b-340d3fc51d2d', '01a21562-5436-72da-b66c-aaa210af3ebc', 'active', 'stopped', '{"stop_reason": "not_viable"}'),
	('01a21562-54a7-7001-93ce-ca603e775c04', '2026-11-26 01:04:55.462517+00', 'KPI_CLOSED', '01a21562-5448-74d1-b30c-152afcda5e76', '01a21562-5436-72da-b66c-aaa210af3ebc', 'approver', 'kpis', '01a21562-5468-76c9-aa90-04bda756a4f5', '01a21562-5436-72da-b66c-aaa210af3ebc', 'active', 'closed', '{}'),
	('01a21562-54c6-7500-8ca2-20d60171ea2d', '2026-11-26 01:04:55.49411+00', 'PILOT_STARTED', '01a21562-54bc-702d-9753-7e372abe3529', '01a21562-54ab-770b-abe5-d083d71e08a3', 'officer', 'pilots', '01a21562-54c4-7603-b5d2-f6572af5a790', '01a21562-54ab-770b-abe5-d083d71e08a3', NULL, NULL, '{"submission_id": "01a21562-54ba-718c-9741-0cf1cfe1f7fb"}'),
	('01a21562-54ca-778a-b74d-905323ebc28b', '2026-11-26 01:04:55.497576+00', 'CHALLENGE_DELIVERY_STARTED', '01a21562-54bc-702d-9753-7e372abe3529', '01a21562-54ab-770b-abe5-d083d71e08a3', 'officer', 'challenges', '01a21562-54ad-74a1-9cd6-9b9abbf78dd7', '01a21562-54ab-770b-abe5-d083d71e08a3', 'awarded', 'delivering', '{}'),
	('01a21562-54cf-70d9-8d16-3fea643a996d', '2026-11-26 01:04:55.502755+00', 'PILOT_PLAN_CHANGED', '01a21562-54bf-73ab-b16d-5a207a0897f1', '01a21562-54ac-77ee-b805-9c9afeac15d0', 'lead', 'pilots', '01a21562-54c4-7603-b5d2-f6572af5a790', '01a21562-54ab-770b-abe5-d083d71e08a3', NULL, NULL, '{"version": 2}'),
	('01a21562-54d2-75e8-a56a-b8e8ec3ce341', '2026-11-26 01:04:55.505377+00', 'KPI_AGREED', '01a21562-54bc-702d-9753-7e372abe3529', '01a21562-54ab-770b-abe5-d083d71e08a3', 'officer', 'kpis', '01a21562-54ce-7537-903a-34734f524dde', NULL, 'proposed', 'agreed', '{"pilot_id": "01a21562-54c4-7603-b5d2-f6572af5a790"}'),
	('01a21562-54d4-77a2-881b-5b2c3d39ef2a', '2026-11-26 01:04:55.50778+00', 'PILOT_LEAD_NAMED', '01a21562-54bc-702d-9753-7e372abe3529', '01a21562-54ab-770b-abe5-d083d71e08a3', 'officer', 'pilots', '01a21562-54c4-7603-b5d2-f6572af5a790', '01a21562-54ab-770b-abe5-d083d71e08a3', NULL, NULL, '{"lead": "01a21562-54bf-73ab-b16d-5a207a0897f1"}'),
	('01a21562-54d9-74e4-a586-a69eaf4e3b1f', '2026-11-26 01:04:55.513216+00', 'PILOT_SIGNED', '01a21562-54bc-702d-9753-7e372abe3529', '01a21562-54ab-770b-abe5-d083d71e08a3', 'officer', 'pilots', '01a21562-54c4-7603-b5d2-f6572af5a790', '01a21562-54ab-770b-abe5-d083d71e08a3', 'contracting', 'mobilising', '{"signed_on": "2026-11-26"}'),
	('01a21562-54dd-72a9-8815-16d1af7da8a3', '2026-11-26 01:04:55.517071+00', 'SUBMISSION_CONTRACTED', '01a21562-54bc-702d-9753-7e372abe3529', '01a21562-54ab-770b-abe5-d083d71e08a3', 'officer', 'submissions', '01a21562-54ba-718c-9741-0cf1cfe1f7fb', '01a21562-54ab-770b-abe5-d083d71e08a3', 'accepted', 'contracted', '{}'),
	('01a21562-54e3-72a8-aee1-c76fd0f2d6d1', '2026-11-26 01:04:55.522465+00', 'PILOT_BEGUN', '01a21562-54bc-702d-9753-7e372abe3529', '01a21562-54ab-770b-abe5-d083d71e08a3', 'officer', 'pilots', '01a21562-54c4-7603-b5d2-f6572af5a790', '01a21562-54ab-770b-abe5-d083d71e08a3', 'mobilising', 'active', '{}'),
	('01a21562-54e4-7209-8c42-c57637af2cd7', '2026-11-26 01:04:55.524395+00', 'STAGE_BEGUN', '01a21562-54bc-702d-9753-7e372abe3529', '01a21562-54ab-770b-abe5-d083d71e08a3', 'officer', 'pilot_stages', '01a21562-54c6-7500-8ca2-20d5ff771636', '01a21562-54ab-770b-abe5-d083d71e08a3', 'planned', 'active', '{}'),
	('01a21562-54e6-7603-80d1-34db3784e68e', '2026-11-26 01:04:55.525849+00', 'KPI_STARTED', '01a21562-54bc-702d-9753-7e372abe3529', '01a21562-54ab-770b-abe5-d083d71e08a3', 'officer', 'kpis', '01a21562-54ce-7537-903a-34734f524dde', NULL, 'agreed', 'active', '{}'),
	('01a21562-54e9-7244-ba56-68bc38d88154', '2026-11-26 01:04:55.529138+00', 'PILOT_EVALUATION_BEGUN', '01a21562-54bc-702d-9753-7e372abe3529', '01a21562-54ab-770b-abe5-d083d71e08a3', 'officer', 'pilots', '01a21562-54c4-7603-b5d2-f6572af5a790', '01a21562-54ab-770b-abe5-d083d71e08a3', 'active', 'evaluating', '{}'),
	('01a21562-54f0-7172-99f6-685c0e0bb635', '2026-11-26 01:04:55.535963+00', 'PILOT_SCALED', '01a21562-54bd-700b-a789-acb4af50fe26', '01a21562-54ab-770b-abe5-d083d71e08a3', 'approver', 'pilots', '01a21562-54c4-7603-b5d2-f6572af5a790', '01a21562-54ab-770b-abe5-d083d71e08a3', 'evaluating', 'scaling', '{}'),
	('01a21562-54f9-70b4-a621-a0c498906a17', '2026-11-26 01:04:55.544706+00', 'PILOT_PUT_IN_USE', '01a21562-54bc-702d-9753-7e372abe3529', '01a21562-54ab-770b-abe5-d083d71e08a3', 'officer', 'pilots', '01a21562-54c4-7603-b5d2-f6572af5a790', '01a21562-54ab-770b-abe5-d083d71e08a3', 'scaling', 'in_use', '{"in_use_on": "2026-11-26"}'),
	('01a21562-54fc-7600-bfdf-716904efb7cc', '2026-11-26 01:04:55.547538+00', 'KPI_CLOSED', '01a21562-54bc-702d-9753-7e372abe3529', '01a21562-54ab-770b-abe5-d083d71e08a3', 'officer', 'kpis', '01a21562-54ce-7537-903a-34734f524dde', '01a21562-54ab-770b-abe5-d083d71e08a3', 'active', 'closed', '{}'),
	('01a21562-5516-7249-ba32-e5fe7d8233fa', '2026-11-26 01:04:55.573221+00', 'SUBMISSION_STARTED', '01a21562-54ff-7268-aa65-93f8007d31ac', '01a21562-54fe-711b-a849-6d5abe93bf5d', 'member', 'submissions', '01a21562-550d-72c8-9a7b-32081cb50c46', NULL, NULL, NULL, '{}'),
	('01a21562-5530-77d6-880b-95071522fc07', '2026-11-26 01:04:55.599983+00', 'SUBMISSION_TITLED', '01a21562-54ff-7268-aa65-93f8007d31ac', '01a21562-54fe-711b-a849-6d5abe93bf5d', 'member', 'submissions', '01a21562-550d-72c8-9a7b-32081cb50c46', NULL, NULL, NULL, '{"version": 1}'),
	('01a21562-5539-70b8-afc8-53a4610e62e1', '2026-11-26 01:04:55.608983+00', 'SUBMISSION_ANSWER_SAVED', '01a21562-54ff-7268-aa65-93f8007d31ac', '01a21562-54fe-711b-a849-6d5abe93bf5d', 'member', 'submissions', '01a21562-550d-72c8-9a7b-32081cb50c46', NULL, NULL, NULL, '{"version": 1, "question_id": "01a21562-5506-70de-a655-f6929e65e52b"}'),
	('01a21562-553c-7234-a92b-110b9c94c8da', '2026-11-26 01:04:55.612131+00', 'SUBMISSION_ANSWER_SAVED', '01a21562-54ff-7268-aa65-93f8007d31ac', '01a21562-54fe-711b-a849-6d5abe93bf5d', 'member', 'submissions', '01a21562-550d-72c8-9a7b-32081cb50c46', NULL, NULL, NULL, '{"version": 1, "question_id": "01a21562-5506-70de-a655-f693c886209f"}'),
	('01a21562-553f-76e7-8c26-01369c7685a2', '2026-11-26 01:04:55.615479+00', 'SUBMISSION_ANSWER_SAVED', '01a21562-54ff-7268-aa65-93f8007d31ac', '01a21562-54fe-711b-a849-6d5abe93bf5d', 'member', 'submissions', '01a21562-550d-72c8-9a7b-32081cb50c46', NULL, NULL, NULL, '{"version": 1, "question_id": "01a21562-5506-70de-a655-f694c64a905c"}'),
	('01a21562-556f-71a6-ac20-237a8e4065b0', '2026-11-26 01:04:55.662452+00', 'SUBMISSION_FILE_ADDED', '01a21562-54ff-7268-aa65-93f8007d31ac', '01a21562-54fe-711b-a849-6d5abe93bf5d', 'member', 'submissions', '01a21562-550d-72c8-9a7b-32081cb50c46', NULL, NULL, NULL, '{"file_id": "01a21562-556a-76db-8cdf-0de92339a66b", "question_id": "01a21562-5506-70de-a655-f695017223bf"}'),
	('01a21562-557c-749b-b3e9-9e4d9b46be3d', '2026-11-26 01:04:55.675743+00', 'SUBMISSION_STARTED', '01a21562-5570-71fd-a801-bf518b721986', '01a21562-556e-72e2-a509-56c6f6c06831', 'member', 'submissions', '01a21562-5579-710a-b035-aab16c8ed0db', NULL, NULL, NULL, '{}'),
	('01a21562-5583-7781-8c37-ee55a5d2a9ce', '2026-11-26 01:04:55.682881+00', 'SUBMISSION_TITLED', '01a21562-5570-71fd-a801-bf518b721986', '01a21562-556e-72e2-a509-56c6f6c06831', 'member', 'submissions', '01a21562-5579-710a-b035-aab16c8ed0db', NULL, NULL, NULL, '{"version": 1}'),
	('01a21562-5587-7573-b301-769c6f89f08b', '2026-11-26 01:04:55.687309+00', 'SUBMISSION_ANSWER_SAVED', '01a21562-5570-71fd-a801-bf518b721986', '01a21562-556e-72e2-a509-56c6f6c06831', 'member', 'submissions', '01a21562-5579-710a-b035-aab16c8ed0db', NULL, NULL, NULL, '{"version": 1, "question_id": "01a21562-5574-70b6-b30b-84e40b68ddde"}'),
	('01a21562-558a-74d9-8ef3-f4bdf8321568', '2026-11-26 01:04:55.690136+00', 'SUBMISSION_ANSWER_SAVED', '01a21562-5570-71fd-a801-bf518b721986', '01a21562-556e-72e2-a509-56c6f6c06831', 'member', 'submissions', '01a21562-5579-710a-b035-aab16c8ed0db', NULL, NULL, NULL, '{"version": 1, "question_id": "01a21562-5574-70b6-b30b-84e5e0644f7b"}'),
	('01a21562-558d-76c4-bd25-139f7f9459f7', '2026-11-26 01:04:55.693091+00', 'SUBMISSION_ANSWER_SAVED', '01a21562-5570-71fd-a801-bf518b721986', '01a21562-556e-72e2-a509-56c6f6c06831', 'member', 'submissions', '01a21562-5579-710a-b035-aab16c8ed0db', NULL, NULL, NULL, '{"version": 1, "question_id": "01a21562-5574-70b6-b30b-84e624dec8e0"}');
INSERT INTO public.audit_events VALUES
	('01a21562-55a3-7548-904e-44d65950450d', '2026-11-26 01:04:55.714626+00', 'SUBMISSION_SUBMITTED', '01a21562-5570-71fd-a801-bf518b721986', '01a21562-556e-72e2-a509-56c6f6c06831', 'member', 'submissions', '01a21562-5579-710a-b035-aab16c8ed0db', NULL, 'draft', 'submitted', '{"digest": "45c515b424cd6715a04d3e3a17e35d3ba1d37d80fdc015fa05c356750918cd9f", "version": 1}'),
	('01a21562-55bb-7161-b740-c64f11bbb710', '2026-11-26 01:04:55.739111+00', 'PROBLEM_RAISED', NULL, NULL, '', 'problems', '01a21562-55b7-73ce-bdd1-dd65c9e3d6d5', '01a21562-55b4-71c5-83c7-8d845792f352', NULL, 'raised', '{"channel": "web"}'),
	('01a21562-55bf-747a-b6a8-a0b1ad45e769', '2026-11-26 01:04:55.742604+00', 'PROBLEM_RAISED', NULL, NULL, '', 'problems', '01a21562-55bd-770e-be6b-0ce86a1caf33', '01a21562-55b4-71c5-83c7-8d845792f352', NULL, 'raised', '{"channel": "web"}'),
	('01a21562-55c2-73fa-94f8-d4541d5b7369', '2026-11-26 01:04:55.745409+00', 'PROBLEM_REVIEW_STARTED', '01a21562-55b5-7293-9946-fbbc45115e69', '01a21562-55b4-71c5-83c7-8d845792f352', 'officer', 'problems', '01a21562-55bd-770e-be6b-0ce86a1caf33', '01a21562-55b4-71c5-83c7-8d845792f352', 'raised', 'under_review', '{}'),
	('01a21562-55c6-7363-b27a-b39257e2c2bc', '2026-11-26 01:04:55.749846+00', 'PROBLEM_PUBLISHED', '01a21562-55b5-7293-9946-fbbc45115e69', '01a21562-55b4-71c5-83c7-8d845792f352', 'officer', 'problems', '01a21562-55bd-770e-be6b-0ce86a1caf33', '01a21562-55b4-71c5-83c7-8d845792f352', NULL, NULL, '{"reworded": false}');
ALTER TABLE public.audit_events ENABLE TRIGGER ALL;
ALTER TABLE public.audit_reasons DISABLE TRIGGER ALL;
INSERT INTO public.audit_reasons VALUES
	('01a21562-54a2-7400-9653-9a020f097787', 'It costs too much.'),
	('01a21562-54f0-7172-99f6-685c0e0bb635', 'It works.');
ALTER TABLE public.audit_reasons ENABLE TRIGGER ALL;
ALTER TABLE public.challenge_partners DISABLE TRIGGER ALL;
ALTER TABLE public.challenge_partners ENABLE TRIGGER ALL;
ALTER TABLE public.clarification_questions DISABLE TRIGGER ALL;
ALTER TABLE public.clarification_questions ENABLE TRIGGER ALL;
ALTER TABLE public.comments DISABLE TRIGGER ALL;
ALTER TABLE public.comments ENABLE TRIGGER ALL;
ALTER TABLE public.comment_decisions DISABLE TRIGGER ALL;
ALTER TABLE public.comment_decisions ENABLE TRIGGER ALL;
ALTER TABLE public.community_groups DISABLE TRIGGER ALL;
ALTER TABLE public.community_groups ENABLE TRIGGER ALL;
ALTER TABLE public.conflict_matches DISABLE TRIGGER ALL;
ALTER TABLE public.conflict_matches ENABLE TRIGGER ALL;
ALTER TABLE public.consensus_scores DISABLE TRIGGER ALL;
ALTER TABLE public.consensus_scores ENABLE TRIGGER ALL;
ALTER TABLE public.decision_outcomes DISABLE TRIGGER ALL;
INSERT INTO public.decision_outcomes VALUES
	('01a21562-5304-73fb-85bd-dd68744bb4ad', '01a21562-5301-7002-bb02-f83152ea7f88', '01a21562-51e9-7393-b09e-fa2ba054b9db', 'recommended', 'recommended', 1, 1, 100.00, 'Ranked 1 of 3 with 100.00 of 100.'),
	('01a21562-5304-73fb-85bd-dd698dcb248d', '01a21562-5301-7002-bb02-f83152ea7f88', '01a21562-51f9-7442-ab57-b29364c1b96b', 'reserve', 'reserve', 2, 2, 80.00, 'Ranked 2 of 3 with 80.00 of 100.'),
	('01a21562-5305-72fc-a59e-ec5a3ef5dc03', '01a21562-5301-7002-bb02-f83152ea7f88', '01a21562-5201-7544-b520-6925ef4ec8dc', 'not_selected', 'not_selected', 3, 3, 40.00, 'Ranked 3 of 3 with 40.00 of 100.');
ALTER TABLE public.decision_outcomes ENABLE TRIGGER ALL;
ALTER TABLE public.declarations DISABLE TRIGGER ALL;
INSERT INTO public.declarations VALUES
	('01a21562-51ec-76d6-bfaa-2e3caadbcfbc', '01a21562-51da-7011-8a09-fefff42b04b1', '01a21562-51e9-7393-b09e-fa2ba054b9db', '01a21562-51b4-71ce-b7f9-d668bdea6870', '01a21562-5139-7155-a77e-3f4d46ff723c', 'clear', '', '2026-11-10 01:04:54+00', '', NULL, NULL),
	('01a21562-51ed-7640-832c-7cde17747121', '01a21562-51de-75e4-8dff-aa6c56474927', '01a21562-51e9-7393-b09e-fa2ba054b9db', '01a21562-51b4-71ce-b7f9-d668bdea6870', '01a21562-5139-7155-a77e-3f4d46ff723c', 'clear', '', '2026-11-10 01:04:54+00', '', NULL, NULL),
	('01a21562-51ed-7640-832c-7ce3d766bf8f', '01a21562-51df-760d-aa57-4f6a76f6955f', '01a21562-51e9-7393-b09e-fa2ba054b9db', '01a21562-51b4-71ce-b7f9-d668bdea6870', '01a21562-5139-7155-a77e-3f4d46ff723c', 'clear', '', '2026-11-10 01:04:54+00', '', NULL, NULL),
	('01a21562-51fb-759c-892b-d4474c838db8', '01a21562-51da-7011-8a09-fefff42b04b1', '01a21562-51f9-7442-ab57-b29364c1b96b', '01a21562-51b4-71ce-b7f9-d668bdea6870', '01a21562-5139-7155-a77e-3f4d46ff723c', 'clear', '', '2026-11-10 01:04:54+00', '', NULL, NULL),
	('01a21562-51fb-759c-892b-d44c2116bc8b', '01a21562-51de-75e4-8dff-aa6c56474927', '01a21562-51f9-7442-ab57-b29364c1b96b', '01a21562-51b4-71ce-b7f9-d668bdea6870', '01a21562-5139-7155-a77e-3f4d46ff723c', 'clear', '', '2026-11-10 01:04:54+00', '', NULL, NULL),
	('01a21562-51fb-759c-892b-d4519ddbdd94', '01a21562-51df-760d-aa57-4f6a76f6955f', '01a21562-51f9-7442-ab57-b29364c1b96b', '01a21562-51b4-71ce-b7f9-d668bdea6870', '01a21562-5139-7155-a77e-3f4d46ff723c', 'clear', '', '2026-11-10 01:04:54+00', '', NULL, NULL),
	('01a21562-5202-7186-8ba4-d2c043aa8bed', '01a21562-51da-7011-8a09-fefff42b04b1', '01a21562-5201-7544-b520-6925ef4ec8dc', '01a21562-51b4-71ce-b7f9-d668bdea6870', '01a21562-5139-7155-a77e-3f4d46ff723c', 'clear', '', '2026-11-10 01:04:54+00', '', NULL, NULL),
	('01a21562-5202-7186-8ba4-d2c550805b47', '01a21562-51de-75e4-8dff-aa6c56474927', '01a21562-5201-7544-b520-6925ef4ec8dc', '01a21562-51b4-71ce-b7f9-d668bdea6870', '01a21562-5139-7155-a77e-3f4d46ff723c', 'clear', '', '2026-11-10 01:04:54+00', '', NULL, NULL),
	('01a21562-5202-7186-8ba4-d2caee446284', '01a21562-51df-760d-aa57-4f6a76f6955f', '01a21562-5201-7544-b520-6925ef4ec8dc', '01a21562-51b4-71ce-b7f9-d668bdea6870', '01a21562-5139-7155-a77e-3f4d46ff723c', 'clear', '', '2026-11-10 01:04:54+00', '', NULL, NULL),
	('01a21562-521f-73a3-a53c-157b9a3a80b2', '01a21562-5209-77f7-bbfc-2205fe2cb663', '01a21562-51e9-7393-b09e-fa2ba054b9db', '01a21562-51b4-71ce-b7f9-d668bdea6870', '01a21562-5139-7155-a77e-3f4d46ff723c', 'clear', '', '2026-11-26 01:04:54.709494+00', '', NULL, NULL),
	('01a21562-5220-753c-8f21-ae2d7b37728b', '01a21562-5209-77f7-bbfc-2205fe2cb663', '01a21562-51f9-7442-ab57-b29364c1b96b', '01a21562-51b4-71ce-b7f9-d668bdea6870', '01a21562-5139-7155-a77e-3f4d46ff723c', 'clear', '', '2026-11-26 01:04:54.709494+00', '', NULL, NULL),
	('01a21562-5224-72d1-b9c5-7da509dd0674', '01a21562-5209-77f7-bbfc-2205fe2cb663', '01a21562-5201-7544-b520-6925ef4ec8dc', '01a21562-51b4-71ce-b7f9-d668bdea6870', '01a21562-5139-7155-a77e-3f4d46ff723c', 'clear', '', '2026-11-26 01:04:54.709494+00', '', NULL, NULL);
ALTER TABLE public.declarations ENABLE TRIGGER ALL;
ALTER TABLE public.follows DISABLE TRIGGER ALL;
ALTER TABLE public.follows ENABLE TRIGGER ALL;
ALTER TABLE public.funding_shares DISABLE TRIGGER ALL;
INSERT INTO public.funding_shares VALUES
	('01a21562-51bd-715b-bfe7-a677059babe2', '01a21562-51bd-715b-bfe7-a6783bc29fa2', '01a21562-5139-7155-a77e-3f4d46ff723c', 100000.00, false),
	('01a21562-543c-7716-b7c3-61eab964b87d', '01a21562-543c-7716-b7c3-61eb35b8abef', '01a21562-5436-72da-b66c-aaa210af3ebc', 100000.00, false),
	('01a21562-54b0-7090-aa8d-a93bd137c2a3', '01a21562-54b0-7090-aa8d-a93cfde9a80e', '01a21562-54ab-770b-abe5-d083d71e08a3', 100000.00, false),
	('01a21562-55ae-70a1-be0b-b0b9a59829dd', '01a21562-55ae-70a1-be0b-b0baa480f403', '01a21562-55aa-72d7-a09b-82d6e5cf9831', 100000.00, false);
ALTER TABLE public.funding_shares ENABLE TRIGGER ALL;
ALTER TABLE public.pilot_stages DISABLE TRIGGER ALL;
INSERT INTO public.pilot_stages VALUES
	('01a21562-545c-70f1-91c6-d9a28324fc6f', '01a21562-5457-77ea-912b-340d3fc51d2d', 1, 'Test report', '2026-12-24', '2027-03-18', 6, 7, 'active'),
	('01a21562-54c6-7500-8ca2-20d5ff771636', '01a21562-54c4-7603-b5d2-f6572af5a790', 1, 'Test report', '2026-12-24', '2027-03-18', 6, 7, 'active');
ALTER TABLE public.pilot_stages ENABLE TRIGGER ALL;
ALTER TABLE public.gate_reviews DISABLE TRIGGER ALL;
ALTER TABLE public.gate_reviews ENABLE TRIGGER ALL;
ALTER TABLE public.kpis DISABLE TRIGGER ALL;
INSERT INTO public.kpis VALUES
	('01a21562-5468-76c9-aa90-04bda756a4f5', '01a21562-5457-77ea-912b-340d3fc51d2d', 'Time until a pavement is cleared', 'decrease', 'minutes', 95.00, '2026-09-27', 30.00, '2027-02-24', 1, 'Highways team', 'From the first report to the photo that shows it cleared.', 120.00, 30, 'closed', '01a21562-5449-748a-9b45-0aa03dd61e2b'),
	('01a21562-54ce-7537-903a-34734f524dde', '01a21562-54c4-7603-b5d2-f6572af5a790', 'Time until a pavement is cleared', 'decrease', 'minutes', 95.00, '2026-09-27', 30.00, '2027-02-24', 1, 'Highways team', 'From the first report to the photo that shows it cleared.', 120.00, 30, 'closed', '01a21562-54bf-73ab-b16d-5a207a0897f1');
ALTER TABLE public.kpis ENABLE TRIGGER ALL;
ALTER TABLE public.legal_claims DISABLE TRIGGER ALL;
ALTER TABLE public.legal_claims ENABLE TRIGGER ALL;
ALTER TABLE public.memberships DISABLE TRIGGER ALL;
INSERT INTO public.memberships VALUES
	('01a21562-51d0-7693-84bb-7e1b0522a10f', '01a21562-51d0-7693-84bb-7e1cdc0fb8d3', '01a21562-5139-7155-a77e-3f4d46ff723c', 'officer', '2020-01-01', NULL),
	('01a21562-51e5-73e6-b611-6d2e3eb10844', '01a21562-51e5-73e6-b611-6d2fcf645439', '01a21562-51e6-75c1-b491-4ec56c82d479', 'lead', '2020-01-01', NULL),
	('01a21562-51ed-7640-832c-7ce79abf5fbf', '01a21562-51ed-7640-832c-7ce8b9d179be', '01a21562-51f7-7658-98f0-8d02b3a675ae', 'lead', '2020-01-01', NULL),
	('01a21562-51fb-759c-892b-d455eeac46f0', '01a21562-51fb-759c-892b-d456c3e75771', '01a21562-51ff-748a-bd35-774fdc7b92af', 'lead', '2020-01-01', NULL),
	('01a21562-5209-77f7-bbfc-2204bd13f93e', '01a21562-5209-77f7-bbfc-2205fe2cb663', '01a21562-5139-7155-a77e-3f4d46ff723c', 'approver', '2020-01-01', NULL),
	('01a21562-5446-7104-8c0d-4f7cf8b09347', '01a21562-5446-7104-8c0d-4f7d059f3ffb', '01a21562-5436-72da-b66c-aaa210af3ebc', 'officer', '2020-01-01', NULL),
	('01a21562-5448-74d1-b30c-1529915eefe5', '01a21562-5448-74d1-b30c-152afcda5e76', '01a21562-5436-72da-b66c-aaa210af3ebc', 'approver', '2020-01-01', NULL),
	('01a21562-5449-748a-9b45-0a9f0bc12ad0', '01a21562-5449-748a-9b45-0aa03dd61e2b', '01a21562-5438-7717-8219-e3452175cf13', 'lead', '2020-01-01', NULL),
	('01a21562-5464-71aa-b27e-017af6206549', '01a21562-5464-71aa-b27e-017b762ead38', '01a21562-5436-72da-b66c-aaa210af3ebc', 'auditor', '2020-01-01', NULL),
	('01a21562-54bc-702d-9753-7e36fc99e66d', '01a21562-54bc-702d-9753-7e372abe3529', '01a21562-54ab-770b-abe5-d083d71e08a3', 'officer', '2020-01-01', NULL),
	('01a21562-54bd-700b-a789-acb3726e5757', '01a21562-54bd-700b-a789-acb4af50fe26', '01a21562-54ab-770b-abe5-d083d71e08a3', 'approver', '2020-01-01', NULL),
	('01a21562-54bf-73ab-b16d-5a1fa278be88', '01a21562-54bf-73ab-b16d-5a207a0897f1', '01a21562-54ac-77ee-b805-9c9afeac15d0', 'lead', '2020-01-01', NULL),
	('01a21562-54cb-750e-9c4a-37374d2eb3ba', '01a21562-54cb-750e-9c4a-3738eaeac90d', '01a21562-54ab-770b-abe5-d083d71e08a3', 'auditor', '2020-01-01', NULL),
	('01a21562-54ff-7268-aa65-93f78fc396ca', '01a21562-54ff-7268-aa65-93f8007d31ac', '01a21562-54fe-711b-a849-6d5abe93bf5d', 'member', '2020-01-01', NULL),
	('01a21562-5570-71fd-a801-bf50cfde81ca', '01a21562-5570-71fd-a801-bf518b721986', '01a21562-556e-72e2-a509-56c6f6c06831', 'member', '2020-01-01', NULL),
	('01a21562-55b5-7293-9946-fbbbd725c03a', '01a21562-55b5-7293-9946-fbbc45115e69', '01a21562-55b4-71c5-83c7-8d845792f352', 'officer', '2020-01-01', NULL);
ALTER TABLE public.memberships ENABLE TRIGGER ALL;
ALTER TABLE public.messages DISABLE TRIGGER ALL;
INSERT INTO public.messages VALUES
	('01a21562-539b-7666-aefc-005cb8a8b498', 'scoring/summary_issued', '01a21562-51ed-7640-832c-7ce8b9d179be', 'person7@people7.example', 'en', 'How your proposal SUB-3XFST8N was assessed', 'The panel has assessed the proposals to “Challenge 0”.
Your assessment summary is ready. For each criterion it says what you scored, why, what a better answer would have had, and what the best proposal scored.
Sign in to read it:
http://127.0.0.1:8000/proposals/01a21562-51f9-7442-ab57-b29364c1b96b/feedback
You are getting this because your organisation submitted this proposal.
Townlab - http://127.0.0.1:8000
Questions: help@townlab.example
', '', 'queued', '2026-11-26 01:04:55.154094+00', NULL, 'summary:01a21562-5301-7002-bb02-f83152ea7f88:01a21562-51f9-7442-ab57-b29364c1b96b:person7@people7.example'),
	('01a21562-53a2-763e-b113-c06fe31ecc41', 'scoring/summary_issued', '01a21562-51fb-759c-892b-d456c3e75771', 'person8@people8.example', 'en', 'How your proposal SUB-CA6KK5B was assessed', 'The panel has assessed the proposals to “Challenge 0”.
Your assessment summary is ready. For each criterion it says what you scored, why, what a better answer would have had, and what the best proposal scored.
Sign in to read it:
http://127.0.0.1:8000/proposals/01a21562-5201-7544-b520-6925ef4ec8dc/feedback
You are getting this because your organisation submitted this proposal.
Townlab - http://127.0.0.1:8000
Questions: help@townlab.example
', '', 'queued', '2026-11-26 01:04:55.154094+00', NULL, 'summary:01a21562-5301-7002-bb02-f83152ea7f88:01a21562-5201-7544-b520-6925ef4ec8dc:person8@people8.example'),
	('01a21562-53a5-73e6-b28f-d74249f301da', 'scoring/summary_issued', '01a21562-51e5-73e6-b611-6d2fcf645439', 'person6@people6.example', 'en', 'How your proposal SUB-GZMACZ6 was assessed', 'The panel has assessed the proposals to “Challenge 0”.
Your assessment summary is ready. For each criterion it says what you scored, why, what a better answer would have had, and what the best proposal scored.
Sign in to read it:
http://127.0.0.1:8000/proposals/01a21562-51e9-7393-b09e-fa2ba054b9db/feedback
You are getting this because your organisation submitted this proposal.
Townlab - http://127.0.0.1:8000
Questions: help@townlab.example
', '', 'queued', '2026-11-26 01:04:55.154094+00', NULL, 'summary:01a21562-5301-7002-bb02-f83152ea7f88:01a21562-51e9-7393-b09e-fa2ba054b9db:person6@people6.example'),
	('01a21562-5430-72c2-85e1-e9ed6702c1a8', 'scoring/standstill_started', '01a21562-51e5-73e6-b611-6d2fcf645439', 'person6@people6.example', 'en', 'Award notice for “Challenge 0”', 'The council means to award the contracts for “Challenge 0”. Your proposal is SUB-GZMACZ6.
No contract is signed during the standstill. It lasts until Monday 7 December 2026 at 11:59pm (London time).
Until then your organisation can raise a legal claim on the page of your assessment summary:
http://127.0.0.1:8000/proposals/01a21562-51e9-7393-b09e-fa2ba054b9db/feedback
You are getting this because your organisation submitted this proposal.
Townlab - http://127.0.0.1:8000
Questions: help@townlab.example
', '', 'queued', '2026-11-26 01:04:55.314364+00', NULL, 'standstill:01a21562-5301-7002-bb02-f83152ea7f88:01a21562-51e9-7393-b09e-fa2ba054b9db:person6@people6.example'),
	('01a21562-5433-7460-9ff4-5fb671212d16', 'scoring/standstill_started', '01a21562-51ed-7640-832c-7ce8b9d179be', 'person7@people7.example', 'en', 'Award notice for “Challenge 0”', 'The council means to award the contracts for “Challenge 0”. Your proposal is SUB-3XFST8N.
No contract is signed during the standstill. It lasts until Monday 7 December 2026 at 11:59pm (London time).
Until then your organisation can raise a legal claim on the page of your assessment summary:
http://127.0.0.1:8000/proposals/01a21562-51f9-7442-ab57-b29364c1b96b/feedback
You are getting this because your organisation submitted this proposal.
Townlab - http://127.0.0.1:8000
Questions: help@townlab.example
', '', 'queued', '2026-11-26 01:04:55.314364+00', NULL, 'standstill:01a21562-5301-7002-bb02-f83152ea7f88:01a21562-51f9-7442-ab57-b29364c1b96b:person7@people7.example'),
	('01a21562-5435-7562-b3c5-785dec518bbd', 'scoring/standstill_started', '01a21562-51fb-759c-892b-d456c3e75771', 'person8@people8.example', 'en', 'Award notice for “Challenge 0”', 'The council means to award the contracts for “Challenge 0”. Your proposal is SUB-CA6KK5B.
No contract is signed during the standstill. It lasts until Monday 7 December 2026 at 11:59pm (London time).
Until then your organisation can raise a legal claim on the page of your assessment summary:
http://127.0.0.1:8000/proposals/01a21562-5201-7544-b520-6925ef4ec8dc/feedback
You are getting this because your organisation submitted this proposal.
Townlab - http://127.0.0.1:8000
Questions: help@townlab.example
', '', 'queued', '2026-11-26 01:04:55.314364+00', NULL, 'standstill:01a21562-5301-7002-bb02-f83152ea7f88:01a21562-5201-7544-b520-6925ef4ec8dc:person8@people8.example'),
	('01a21562-5494-754b-8cfa-c598e336b2e0', 'pilots/contract_signed', '01a21562-5449-748a-9b45-0aa03dd61e2b', 'person14@people14.example', 'en', 'The contract for “Warm pavements” is signed', 'The contract is signed, and everybody can see the pilot now.
Plan and targets change only by a variation from here on.
http://127.0.0.1:8000/pilots/warm-pavements/manage
You get this mail because you are in the team of this pilot.
Townlab - http://127.0.0.1:8000
Questions: help@townlab.example
', '', 'queued', '2026-11-26 01:04:55.394406+00', NULL, NULL),
	('01a21562-54e0-718b-9414-62c0da2df859', 'pilots/contract_signed', '01a21562-54bf-73ab-b16d-5a207a0897f1', 'person20@people20.example', 'en', 'The contract for “Warm pavements” is signed', 'The contract is signed, and everybody can see the pilot now.
Plan and targets change only by a variation from here on.
http://127.0.0.1:8000/pilots/warm-pavements-db49/manage
You get this mail because you are in the team of this pilot.
Townlab - http://127.0.0.1:8000
Questions: help@townlab.example
', '', 'queued', '2026-11-26 01:04:55.49738+00', NULL, NULL),
	('01a21562-54ee-77d9-b947-3e29ac6f13ac', 'pilots/decision_needed', '01a21562-54bd-700b-a789-acb4af50fe26', 'person19@people19.example', 'en', 'Decide what becomes of “Warm pavements”', 'The officer has evaluated the pilot and asks for a decision: scale up, extend or stop.
http://127.0.0.1:8000/pilots/warm-pavements-db49/manage
You get this mail because you are an approver of the council that runs this pilot.
Townlab - http://127.0.0.1:8000
Questions: help@townlab.example
', '', 'queued', '2026-11-26 01:04:55.49738+00', NULL, NULL),
	('01a21562-54f5-73da-bcab-68a4e8ac4c59', 'pilots/pilot_decided', '01a21562-54bc-702d-9753-7e372abe3529', 'person18@people18.example', 'en', '“Warm pavements”: Scaling up', 'The council has decided on the pilot. It is now: Scaling up.
It works.
http://127.0.0.1:8000/pilots/warm-pavements-db49/manage
You get this mail because you are in the team of this pilot.
Townlab - http://127.0.0.1:8000
Questions: help@townlab.example
', '', 'queued', '2026-11-26 01:04:55.49738+00', NULL, NULL),
	('01a21562-54f7-774e-ae4e-c7bc08c9756d', 'pilots/pilot_decided', '01a21562-54bf-73ab-b16d-5a207a0897f1', 'person20@people20.example', 'en', '“Warm pavements”: Scaling up', 'The council has decided on the pilot. It is now: Scaling up.
It works.
http://127.0.0.1:8000/pilots/warm-pavements-db49/manage
You get this mail because you are in the team of this pilot.
Townlab - http://127.0.0.1:8000
Questions: help@townlab.example
', '', 'queued', '2026-11-26 01:04:55.49738+00', NULL, NULL),
	('01a21562-55a9-762f-b252-5cce74b19ce6', 'submissions/receipt', '01a21562-5570-71fd-a801-bf518b721986', 'person25@people25.example', 'en', 'Receipt: your proposal SUB-DZ5DQHK was submitted', 'We have received your proposal SUB-DZ5DQHK for the challenge “Quieter bin lorries”.
You can change it until Sunday 6 December 2026 at 1:04am (London time): reopen it, change it and submit it again. Until you submit again, this version counts.
Keep this receipt. It proves what we received and when.
Reference: SUB-DZ5DQHK
Version: 1
Received: 2026-11-26T01:04:55.705861Z
SHA-256: 45c515b424cd6715a04d3e3a17e35d3ba1d37d80fdc015fa05c356750918cd9f
Signature: bwCDl3dQLHyB6iZpXGt9TtwbfLypo27W81MGdGytPymjU9yhmVuxshQ/tU1R7XwxmBkT9/kaQ7xq6bagHHKtBg==
Your proposal: http://127.0.0.1:8000/proposals/01a21562-5579-710a-b035-aab16c8ed0db/receipt
Check this receipt: http://127.0.0.1:8000/receipts/verify
You are getting this because a proposal of your organisation was submitted.
Townlab - http://127.0.0.1:8000
Questions: help@townlab.example
', '', 'queued', '2026-11-26 01:04:55.49738+00', NULL, NULL);
ALTER TABLE public.messages ENABLE TRIGGER ALL;
ALTER TABLE public.milestones DISABLE TRIGGER ALL;
INSERT INTO public.milestones VALUES
	('01a21562-545e-701a-ac42-0100edb0d308', '01a21562-5457-77ea-912b-340d3fc51d2d', '01a21562-545c-70f1-91c6-d9a28324fc6f', 'Report', '', '2027-03-18', 50000.00, 'scheduled'),
	('01a21562-54c7-7236-966f-1e417d62a3ae', '01a21562-54c4-7603-b5d2-f6572af5a790', '01a21562-54c6-7500-8ca2-20d5ff771636', 'Report', '', '2027-03-18', 50000.00, 'scheduled');
ALTER TABLE public.milestones ENABLE TRIGGER ALL;
ALTER TABLE public.milestone_payments DISABLE TRIGGER ALL;
INSERT INTO public.milestone_payments VALUES
	('01a21562-5481-77fd-b938-5c6bf1f960e8', '01a21562-545e-701a-ac42-0100edb0d308', 'due', NULL, NULL, '', NULL, NULL),
	('01a21562-54da-707e-9366-651f420aa5ed', '01a21562-54c7-7236-966f-1e417d62a3ae', 'due', NULL, NULL, '', NULL, NULL);
ALTER TABLE public.milestone_payments ENABLE TRIGGER ALL;
ALTER TABLE public.milestone_reports DISABLE TRIGGER ALL;
ALTER TABLE public.milestone_reports ENABLE TRIGGER ALL;
ALTER TABLE public.moderation_cases DISABLE TRIGGER ALL;
ALTER TABLE public.moderation_cases ENABLE TRIGGER ALL;
ALTER TABLE public.observations DISABLE TRIGGER ALL;
ALTER TABLE public.observations ENABLE TRIGGER ALL;
ALTER TABLE public.operators DISABLE TRIGGER ALL;
ALTER TABLE public.operators ENABLE TRIGGER ALL;
ALTER TABLE public.problems DISABLE TRIGGER ALL;
INSERT INTO public.problems VALUES
	('01a21562-55b7-73ce-bdd1-dd65c9e3d6d5', 'PRB-RSVHJ67', 'prb-rsvhj67', '01a21562-55b4-71c5-83c7-8d845792f352', 'The ferry bell rings all night', 'The ferry bell rings all night.', 'The ferry bell rings all night.', '', 'en', 'raised', NULL, NULL, 'web', NULL, false, NULL, '2026-11-26 01:04:55.49738+00', NULL, NULL, NULL, '', '', NULL, '', NULL, NULL, NULL, '01a21562-55bb-7161-b740-c64e1c4994ba', DEFAULT),
	('01a21562-55bd-770e-be6b-0ce86a1caf33', 'PRB-R2W2KVC', 'the-lift-at-the-ferry-is-broken-every-monday-r2w2kvc', '01a21562-55b4-71c5-83c7-8d845792f352', 'The lift at the ferry is broken every Monday', 'The lift at the ferry is broken every Monday.', 'The lift at the ferry is broken every Monday.', '', 'en', 'under_review', NULL, NULL, 'web', NULL, false, NULL, '2026-11-26 01:04:55.49738+00', '2026-11-26 01:04:55.49738+00', '2026-11-26 01:04:55.49738+00', NULL, '', '', NULL, '', NULL, NULL, NULL, '01a21562-55be-7201-81f9-f0b61e5904c1', DEFAULT);
ALTER TABLE public.problems ENABLE TRIGGER ALL;
ALTER TABLE public.problem_files DISABLE TRIGGER ALL;
ALTER TABLE public.problem_files ENABLE TRIGGER ALL;
ALTER TABLE public.scores DISABLE TRIGGER ALL;
INSERT INTO public.scores VALUES
	('01a21562-51ed-7640-832c-7cda0908b827', '01a21562-51ec-76d6-bfaa-2e3b6103f318', '01a21562-51be-7629-9648-8033d08daddb', 5, 'Reason for Impact by Person 3.', '2026-11-10 01:04:54+00'),
	('01a21562-51ed-7640-832c-7cdb2f0186a7', '01a21562-51ec-76d6-bfaa-2e3b6103f318', '01a21562-51be-7629-9648-803af8e9dfbd', 5, 'Reason for Feasibility by Person 3.', '2026-11-10 01:04:54+00'),
	('01a21562-51ed-7640-832c-7cdcfa797d7f', '01a21562-51ec-76d6-bfaa-2e3b6103f318', '01a21562-51be-7629-9648-80415a2ffe5e', 5, 'Reason for Value by Person 3.', '2026-11-10 01:04:54+00'),
	('01a21562-51ed-7640-832c-7cdf476d9419', '01a21562-51ed-7640-832c-7cdd6459cb77', '01a21562-51be-7629-9648-8033d08daddb', 5, 'Reason for Impact by Person 4.', '2026-11-10 01:04:54+00'),
	('01a21562-51ed-7640-832c-7ce09809cf78', '01a21562-51ed-7640-832c-7cdd6459cb77', '01a21562-51be-7629-9648-803af8e9dfbd', 5, 'Reason for Feasibility by Person 4.', '2026-11-10 01:04:54+00'),
	('01a21562-51ed-7640-832c-7ce1c164ed91', '01a21562-51ed-7640-832c-7cdd6459cb77', '01a21562-51be-7629-9648-80415a2ffe5e', 5, 'Reason for Value by Person 4.', '2026-11-10 01:04:54+00'),
	('01a21562-51ed-7640-832c-7ce42ff38bc3', '01a21562-51ed-7640-832c-7ce26924c20a', '01a21562-51be-7629-9648-8033d08daddb', 5, 'Reason for Impact by Person 5.', '2026-11-10 01:04:54+00'),
	('01a21562-51ed-7640-832c-7ce583d70c82', '01a21562-51ed-7640-832c-7ce26924c20a', '01a21562-51be-7629-9648-803af8e9dfbd', 5, 'Reason for Feasibility by Person 5.', '2026-11-10 01:04:54+00'),
	('01a21562-51ed-7640-832c-7ce6454cb4d4', '01a21562-51ed-7640-832c-7ce26924c20a', '01a21562-51be-7629-9648-80415a2ffe5e', 5, 'Reason for Value by Person 5.', '2026-11-10 01:04:54+00'),
	('01a21562-51fb-759c-892b-d4481fd0bf21', '01a21562-51fb-759c-892b-d44697d1f3c5', '01a21562-51be-7629-9648-8033d08daddb', 4, 'Reason for Impact by Person 3.', '2026-11-10 01:04:54+00'),
	('01a21562-51fb-759c-892b-d449d09bdcc1', '01a21562-51fb-759c-892b-d44697d1f3c5', '01a21562-51be-7629-9648-803af8e9dfbd', 4, 'Reason for Feasibility by Person 3.', '2026-11-10 01:04:54+00'),
	('01a21562-51fb-759c-892b-d44a47dab00d', '01a21562-51fb-759c-892b-d44697d1f3c5', '01a21562-51be-7629-9648-80415a2ffe5e', 4, 'Reason for Value by Person 3.', '2026-11-10 01:04:54+00'),
	('01a21562-51fb-759c-892b-d44d5d98c391', '01a21562-51fb-759c-892b-d44b47d1c9ce', '01a21562-51be-7629-9648-8033d08daddb', 4, 'Reason for Impact by Person 4.', '2026-11-10 01:04:54+00'),
	('01a21562-51fb-759c-892b-d44e7b29be32', '01a21562-51fb-759c-892b-d44b47d1c9ce', '01a21562-51be-7629-9648-803af8e9dfbd', 4, 'Reason for Feasibility by Person 4.', '2026-11-10 01:04:54+00'),
	('01a21562-51fb-759c-892b-d44fc11fc54c', '01a21562-51fb-759c-892b-d44b47d1c9ce', '01a21562-51be-7629-9648-80415a2ffe5e', 4, 'Reason for Value by Person 4.', '2026-11-10 01:04:54+00'),
	('01a21562-51fb-759c-892b-d45208a4b578', '01a21562-51fb-759c-892b-d450f951519a', '01a21562-51be-7629-9648-8033d08daddb', 4, 'Reason for Impact by Person 5.', '2026-11-10 01:04:54+00'),
	('01a21562-51fb-759c-892b-d453f53b875b', '01a21562-51fb-759c-892b-d450f951519a', '01a21562-51be-7629-9648-803af8e9dfbd', 4, 'Reason for Feasibility by Person 5.', '2026-11-10 01:04:54+00'),
	('01a21562-51fb-759c-892b-d4548a9c32d4', '01a21562-51fb-759c-892b-d450f951519a', '01a21562-51be-7629-9648-80415a2ffe5e', 4, 'Reason for Value by Person 5.', '2026-11-10 01:04:54+00'),
	('01a21562-5202-7186-8ba4-d2c1a5a48617', '01a21562-5202-7186-8ba4-d2bf620048dd', '01a21562-51be-7629-9648-8033d08daddb', 2, 'Reason for Impact by Person 3.', '2026-11-10 01:04:54+00'),
	('01a21562-5202-7186-8ba4-d2c2274673dc', '01a21562-5202-7186-8ba4-d2bf620048dd', '01a21562-51be-7629-9648-803af8e9dfbd', 2, 'Reason for Feasibility by Person 3.', '2026-11-10 01:04:54+00'),
	('01a21562-5202-7186-8ba4-d2c31e2bcb50', '01a21562-5202-7186-8ba4-d2bf620048dd', '01a21562-51be-7629-9648-80415a2ffe5e', 2, 'Reason for Value by Person 3.', '2026-11-10 01:04:54+00'),
	('01a21562-5202-7186-8ba4-d2c676d15fad', '01a21562-5202-7186-8ba4-d2c4499f77f1', '01a21562-51be-7629-9648-8033d08daddb', 2, 'Reason for Impact by Person 4.', '2026-11-10 01:04:54+00'),
	('01a21562-5202-7186-8ba4-d2c7cd80fd41', '01a21562-5202-7186-8ba4-d2c4499f77f1', '01a21562-51be-7629-9648-803af8e9dfbd', 2, 'Reason for Feasibility by Person 4.', '2026-11-10 01:04:54+00'),
	('01a21562-5202-7186-8ba4-d2c87438ee3e', '01a21562-5202-7186-8ba4-d2c4499f77f1', '01a21562-51be-7629-9648-80415a2ffe5e', 2, 'Reason for Value by Person 4.', '2026-11-10 01:04:54+00'),
	('01a21562-5202-7186-8ba4-d2cb75d6e903', '01a21562-5202-7186-8ba4-d2c9697680ef', '01a21562-51be-7629-9648-8033d08daddb', 2, 'Reason for Impact by Person 5.', '2026-11-10 01:04:54+00'),
	('01a21562-5202-7186-8ba4-d2cc46fbead2', '01a21562-5202-7186-8ba4-d2c9697680ef', '01a21562-51be-7629-9648-803af8e9dfbd', 2, 'Reason for Feasibility by Person 5.', '2026-11-10 01:04:54+00'),
	('01a21562-5202-7186-8ba4-d2cdfc20cb28', '01a21562-5202-7186-8ba4-d2c9697680ef', '01a21562-51be-7629-9648-80415a2ffe5e', 2, 'Reason for Value by Person 5.', '2026-11-10 01:04:54+00');
ALTER TABLE public.scores ENABLE TRIGGER ALL;
ALTER TABLE public.sign_in_attempts DISABLE TRIGGER ALL;
ALTER TABLE public.sign_in_attempts ENABLE TRIGGER ALL;
ALTER TABLE public.sign_in_tokens DISABLE TRIGGER ALL;
ALTER TABLE public.sign_in_tokens ENABLE TRIGGER ALL;
ALTER TABLE public.submission_members DISABLE TRIGGER ALL;
ALTER TABLE public.submission_members ENABLE TRIGGER ALL;
ALTER TABLE public.submission_openings DISABLE TRIGGER ALL;
ALTER TABLE public.submission_openings ENABLE TRIGGER ALL;
ALTER TABLE public.submission_versions DISABLE TRIGGER ALL;
INSERT INTO public.submission_versions VALUES
	('01a21562-51ec-76d6-bfaa-2e3a3664ab72', '01a21562-51e9-7393-b09e-fa2ba054b9db', 1, '2026-10-27 00:04:54+00', '01a21562-51e5-73e6-b611-6d2fcf645439', '{"files": [], "title": "Proposal of Supplier 0", "answers": [], "supplier": {"name": "Supplier 0"}, "questions": [], "reference": "SUB-GZMACZ6"}', '640e317fed3ecd1ce54e7211be8853067f9531249ec4d6f76d3ac91631c41580', ''),
	('01a21562-51fb-759c-892b-d445ba1b6d22', '01a21562-51f9-7442-ab57-b29364c1b96b', 1, '2026-10-27 00:04:54+00', '01a21562-51ed-7640-832c-7ce8b9d179be', '{"files": [], "title": "Proposal of Supplier 1", "answers": [], "supplier": {"name": "Supplier 1"}, "questions": [], "reference": "SUB-3XFST8N"}', '34a4ded6639c8d1c5fb218baa7a59ae33247deeac67b1f10bba74eda6c485324', ''),
	('01a21562-5202-7186-8ba4-d2be9188c786', '01a21562-5201-7544-b520-6925ef4ec8dc', 1, '2026-10-27 00:04:54+00', '01a21562-51fb-759c-892b-d456c3e75771', '{"files": [], "title": "Proposal of Supplier 2", "answers": [], "supplier": {"name": "Supplier 2"}, "questions": [], "reference": "SUB-CA6KK5B"}', '2ff2db0721add105ff2735618028625d81cbe570fd84968391bd74b8fc1430ad', ''),
	('01a21562-559f-71bf-8ef9-3d69ef3b1be1', '01a21562-5579-710a-b035-aab16c8ed0db', 1, '2026-11-26 01:04:55.705861+00', '01a21562-5570-71fd-a801-bf518b721986', '{"lot": 1, "form": "townlab-submission-1", "files": [], "title": "Title We would listen.", "answers": [{"words": "We would listen.", "question": 1, "confidential": false, "confidential_because": ""}, {"words": "We are We would listen.", "question": 2, "confidential": false, "confidential_because": ""}, {"words": "£12,500", "question": 3, "confidential": false, "confidential_because": ""}], "version": 1, "supplier": {"name": "Supplier 6", "scheme": "GB-COH", "identifier": "10000006"}, "challenge": "CHL-631aeb03d5", "questions": [{"help": "", "kind": "long_text", "words": "What would you do?", "number": 1, "public": false, "required": true, "word_limit": 50, "criterion_id": null, "identifies_bidder": false}, {"help": "", "kind": "short_text", "words": "Who are you?", "number": 2, "public": false, "required": true, "word_limit": null, "criterion_id": null, "identifies_bidder": true}, {"help": "", "kind": "money", "words": "What does it cost?", "number": 3, "public": false, "required": true, "word_limit": null, "criterion_id": null, "identifies_bidder": false}, {"help": "", "kind": "file", "words": "Your plan", "number": 4, "public": false, "required": false, "word_limit": null, "criterion_id": null, "identifies_bidder": false}], "reference": "SUB-DZ5DQHK"}', '45c515b424cd6715a04d3e3a17e35d3ba1d37d80fdc015fa05c356750918cd9f', 'bwCDl3dQLHyB6iZpXGt9TtwbfLypo27W81MGdGytPymjU9yhmVuxshQ/tU1R7XwxmBkT9/kaQ7xq6bagHHKtBg==');
ALTER TABLE public.submission_versions ENABLE TRIGGER ALL;
ALTER TABLE public.variations DISABLE TRIGGER ALL;
ALTER TABLE public.variations ENABLE TRIGGER ALL;
ALTER TABLE public.version_files DISABLE TRIGGER ALL;
ALTER TABLE public.version_files ENABLE TRIGGER ALL;
ALTER TABLE public.votes DISABLE TRIGGER ALL;
ALTER TABLE public.votes ENABLE TRIGGER ALL;
ALTER TABLE public.worker_heartbeats DISABLE TRIGGER ALL;
ALTER TABLE public.worker_heartbeats ENABLE TRIGGER ALL;
