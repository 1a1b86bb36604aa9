/**
 * The messages in German, by their templates in English; assumption 18 of the README. Codes, names of fields and the
 * words of an administrator stay as they are.
 */
export const GERMAN: Record<string, string> = {
	// Records
	'The requested resource does not exist': 'Die angeforderte Ressource ist nicht vorhanden',
	"No such column '{0}' on sobject of type {1}": "Keine solche Spalte '{0}' in SObject vom Typ {1}",
	'The {0} field should not be specified in the sobject data.':
		'Das Feld {0} darf in den SObject-Daten nicht angegeben werden.',
	'Unable to create/update fields: {0}. Please check the security settings of this field and verify that it is read/write for your profile or permission set.':
		'Felder können nicht erstellt/aktualisiert werden: {0}. Überprüfen Sie die Sicherheitseinstellungen dieses Felds und stellen Sie sicher, dass Ihr Profil oder Berechtigungssatz Lese-/Schreibzugriff darauf hat.',
	'Required fields are missing: [{0}]': 'Erforderliche Felder fehlen: [{0}]',
	'{0}: value outside of valid range on numeric field: {1}':
		'{0}: Wert außerhalb des gültigen Bereichs für numerisches Feld: {1}',
	'{0}: data value too large: {1} (max length={2})':
		'{0}: Datenwert zu groß: {1} (maximale Länge={2})',
	'{0}: invalid email address: {1}': '{0}: ungültige E-Mail-Adresse: {1}',
	'{0}: bad value for restricted picklist field: {1}':
		'{0}: ungültiger Wert für eingeschränktes Auswahllistenfeld: {1}',
	'{0}: id value of incorrect type: {1}': '{0}: ID-Wert vom falschen Typ: {1}',
	'Provided external ID field does not exist or is not accessible: {0}':
		'Das angegebene externe ID-Feld ist nicht vorhanden oder nicht zugänglich: {0}',
	'duplicate value found: {0} duplicates value on record with id: {1}':
		'doppelter Wert gefunden: {0} dupliziert Wert im Datensatz mit ID: {1}',
	'More than 1 field provided in an external foreign key reference in entity: {0}':
		'Mehr als ein Feld in einem externen Fremdschlüsselverweis in Entität angegeben: {0}',
	'Field name provided, {0} does not match an External ID, Salesforce Id, or indexed field for {1}':
		'Der angegebene Feldname {0} entspricht keiner externen ID, Salesforce-ID und keinem indizierten Feld für {1}',
	'Foreign key external ID: {0} not found for field {1} in entity {2}':
		'Externe Fremdschlüssel-ID: {0} für Feld {1} in Entität {2} nicht gefunden',
	'{0} not specified': '{0} nicht angegeben',
	'Duplicate external id specified: {0}': 'Doppelte externe ID angegeben: {0}',
	'Record rolled back because not all records were valid and the request was using AllOrNone header':
		'Datensatz zurückgesetzt, da nicht alle Datensätze gültig waren und die Anforderung den AllOrNone-Header verwendet hat',
	'invalid cross reference id': 'ungültige Querverweis-ID',
	'Expiration Date: must be in the future': 'Ablaufdatum: muss in der Zukunft liegen',
	'operation performed with inactive user [{0}] as owner of {1}':
		'Vorgang mit inaktivem Benutzer [{0}] als Inhaber von {1} durchgeführt',
	'insufficient access rights on object id': 'unzureichende Zugriffsrechte für Objekt-ID',
	'insufficient access rights on cross-reference id':
		'unzureichende Zugriffsrechte für Querverweis-ID',
	'The new owner must have read permission': 'Der neue Inhaber muss Leserechte haben',
	'entity type cannot be {0}: {1}': 'Entitätstyp kann nicht {0} werden: {1}',
	inserted: 'eingefügt',
	updated: 'aktualisiert',
	deleted: 'gelöscht',
	'unable to obtain exclusive access to this record or {0} records: {1}':
		'Exklusiver Zugriff auf diesen Datensatz oder {0} Datensätze nicht möglich: {1}',
	'cannot reference converted lead': 'Verweis auf konvertierten Lead nicht möglich',
	'Related To ID: a task about a lead cannot be related to another record':
		'Bezogen auf ID: Eine Aufgabe zu einem Lead kann sich nicht auf einen anderen Datensatz beziehen',

	// Queries and searches
	'\n{0}\n{1}^\nERROR at Row:1:Column:{2}\n{3}': '\n{0}\n{1}^\nFEHLER in Zeile:1:Spalte:{2}\n{3}',
	"unexpected token: '{0}'": "unerwartetes Token: '{0}'",
	"No such column '{0}' on entity '{1}'. {2}": "Keine solche Spalte '{0}' in Entität '{1}'. {2}",
	"Didn't understand relationship '{0}' in field path. {1}":
		"Die Beziehung '{0}' im Feldpfad ist nicht bekannt. {1}",
	"sObject type '{0}' is not supported. {1}": "Der SObject-Typ '{0}' wird nicht unterstützt. {1}",
	"If you are attempting to use a custom field, be sure to append the '__c' after the custom field name. {0}":
		"Hängen Sie bei einem benutzerdefinierten Feld '__c' an den Namen des benutzerdefinierten Felds an. {0}",
	"If you are attempting to use a custom object, be sure to append the '__c' after the custom entity name. {0}":
		"Hängen Sie bei einem benutzerdefinierten Objekt '__c' an den Namen der benutzerdefinierten Entität an. {0}",
	"If you are attempting to use a custom relationship, be sure to append the '__r' after the custom relationship name. {0}":
		"Hängen Sie bei einer benutzerdefinierten Beziehung '__r' an den Namen der benutzerdefinierten Beziehung an. {0}",
	'Please reference your WSDL or the describe call for the appropriate names.':
		'Die entsprechenden Namen finden Sie in Ihrer WSDL oder im describe-Aufruf.',
	"field '{0}' can not be {1} in a query call":
		"Feld '{0}' kann in einem Abfrageaufruf nicht {1} werden",
	filtered: 'gefiltert',
	sorted: 'sortiert',
	grouped: 'gruppiert',
	"Entity '{0}' is not supported for semi join inner selects":
		"Die Entität '{0}' wird in Unterabfragen nicht unterstützt",
	'invalid operator on id field': 'ungültiger Operator für ID-Feld',
	'invalid ID field: {0}': 'ungültiges ID-Feld: {0}',
	"value of filter criterion for field '{0}' must be of type {1} and should be enclosed in quotes":
		"Der Wert des Filterkriteriums für das Feld '{0}' muss vom Typ {1} sein und in Anführungszeichen stehen",
	"value of filter criterion for field '{0}' must be of type {1} and should not be enclosed in quotes":
		"Der Wert des Filterkriteriums für das Feld '{0}' muss vom Typ {1} sein und darf nicht in Anführungszeichen stehen",
	'only aggregate expressions use field aliasing':
		'Feldaliase sind nur für Aggregatausdrücke zulässig',
	'Field must be grouped or aggregated: {0}': 'Feld muss gruppiert oder aggregiert werden: {0}',
	'Ordered field must be grouped or aggregated: {0}':
		'Sortiertes Feld muss gruppiert oder aggregiert werden: {0}',
	'Non-grouped query that uses overall aggregate functions cannot also use LIMIT':
		'In einer nicht gruppierten Abfrage mit Aggregatfunktionen kann LIMIT nicht verwendet werden',
	'Aggregate query does not support queryMore(), use LIMIT to restrict the results to a single batch':
		'Aggregatabfragen unterstützen queryMore() nicht; beschränken Sie die Ergebnisse mit LIMIT auf einen Batch',
	'Maximum SOQL offset allowed is {0}': 'Der maximal zulässige SOQL-Offset beträgt {0}',
	"Implementation restriction: {0} requires a filter by a single Id on ContentDocumentId or LinkedEntityId using the equals operator or multiple Id's using the IN operator.":
		'Implementierungsbeschränkung: {0} erfordert einen Filter nach einer einzelnen ID für ContentDocumentId oder LinkedEntityId mit dem Gleichheitsoperator oder nach mehreren IDs mit dem IN-Operator.',
	'Your query request was running for too long.': 'Ihre Abfrage hat zu lange gedauert.',
	'invalid query locator': 'ungültiger Abfrage-Locator',
	'No search term found. The search term must be enclosed in braces.':
		'Kein Suchbegriff gefunden. Der Suchbegriff muss in geschweiften Klammern stehen.',
	'search term must be longer than one character: {0}':
		'Der Suchbegriff muss länger als ein Zeichen sein: {0}',
	'Invalid IN fields group: {0}': 'Ungültige Feldgruppe für IN: {0}',
	'entity type {0} does not support search': 'Entitätstyp {0} unterstützt keine Suche',

	// Setup
	'There is already a field named {0} on {1}.':
		'Ein Feld mit dem Namen {0} ist für {1} bereits vorhanden.',
	'Permission {0} {1} depends on permission(s): {2}':
		'Die Berechtigung {0} {1} hängt von folgenden Berechtigungen ab: {2}',
	'Permissions of {0} must include Read': 'Die Berechtigungen für {0} müssen Lesen umfassen',
	'Duplicate PermissionSetAssignment. Assignee: {0}; Permission Set: {1}':
		'Doppelte Berechtigungssatzzuweisung. Zugewiesener Benutzer: {0}; Berechtigungssatz: {1}',
	'use of the Metadata API requires a user with the ModifyAllData or ModifyMetadata permissions':
		'Für die Verwendung der Metadaten-API ist ein Benutzer mit den Berechtigungen ModifyAllData oder ModifyMetadata erforderlich',

	// All requests
	'this feature is not currently enabled for this user':
		'Diese Funktion ist für diesen Benutzer derzeit nicht aktiviert',
	'Session expired or invalid': 'Sitzung abgelaufen oder ungültig',
	'TotalRequests Limit exceeded.': 'TotalRequests-Grenzwert überschritten.',
	'Maximum size of request reached. Maximum size of request is {0} bytes.':
		'Maximale Größe der Anforderung erreicht. Die maximale Größe einer Anforderung beträgt {0} Byte.',
	'The request can’t contain more than {0} operations.':
		'Die Anforderung darf nicht mehr als {0} Vorgänge enthalten.',
	'record limit reached. cannot submit more than {0} records into this call':
		'Datensatzgrenze erreicht. Mit diesem Aufruf können nicht mehr als {0} Datensätze übermittelt werden',
	'Your file exceeds the maximum size of a file.':
		'Ihre Datei überschreitet die maximale Dateigröße.',
	'An unexpected error occurred. Please include this ErrorId if you contact support: {0}':
		'Ein unerwarteter Fehler ist aufgetreten. Geben Sie diese Fehler-ID an, wenn Sie sich an den Support wenden: {0}',
};
